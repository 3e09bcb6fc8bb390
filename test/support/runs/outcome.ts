/** What a run came to, without what differs from one machine or moment to another. */
import type { EpochRecord, StepRecord } from '../../../preload/contract/index.ts'
import type { Store } from '../../../main/store/store.ts'

export interface Outcome {
  readonly steps: readonly StepRecord[]
  readonly epochs: readonly Pick<EpochRecord, 'epoch' | 'step' | 'train' | 'validation' | 'learningRate'>[]
  readonly weights: string
}

/** Throws where the run has not finished, with its message. */
export function outcomeOf(store: Store, runId: number): Outcome {
  const { status, message } = store.runs.get(runId)
  if (status !== 'finished') throw new Error(`Run ${String(runId)} is ${status}: ${String(message)}`)
  return {
    steps: store.runs.steps(runId, 0, 1_000_000),
    epochs: store.runs.epochs(runId).map(({ epoch, step, train, validation, learningRate }) => ({
      ...{ epoch, step, train, validation, learningRate },
    })),
    weights: store.checkpoints.newest(runId).weightsSha256,
  }
}
