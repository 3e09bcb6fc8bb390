/** The loss became no number: the run has ended, and its last good checkpoint is kept. */
import type { Finding } from './evidence.ts'
import { roundRate } from './evidence.ts'

export interface Divergence {
  /** The step that failed, and its rate. */
  readonly step: number
  readonly learningRate: number
  /** Of the run's settings. */
  readonly setRate: number
  /** Of the newest checkpoint; `null` where there is none. */
  readonly checkpointStep: number | null
}

export function diverged({ step, learningRate, setRate, checkpointStep }: Divergence): Finding {
  const lower = roundRate(setRate / 5)
  const start = {
    kind: 'start' as const,
    words: `Start again with a learning rate of ${String(lower)}.`,
    settings: { learningRate: lower },
  }
  const branch =
    checkpointStep === null
      ? []
      : [
          {
            kind: 'branch' as const,
            words: `Go on from step ${String(checkpointStep)} with a learning rate of ${String(lower)}.`,
            step: checkpointStep,
            settings: { learningRate: lower },
          },
        ]
  const kept =
    checkpointStep === null
      ? 'There was no checkpoint yet.'
      : `The checkpoint of step ${String(checkpointStep)} is kept.`
  return {
    illness: 'diverged',
    words:
      `The loss of step ${String(step)} is no finite number, at a learning rate of ${learningRate.toPrecision(2)}. ` +
      `Training has ended. ${kept}`,
    evidence: { step, learningRate, ...(checkpointStep !== null && { checkpointStep }) },
    cures: [...branch, start],
  }
}
