/** The checkpoint that a run goes on from. A damaged one is never passed over in silence. */
import { Failure } from '../lib/failure.ts'
import type { CheckpointTensor, Store } from '../store/store.ts'

type Tensors = ReadonlyMap<string, CheckpointTensor>

export interface LoadedCheckpoint {
  readonly step: number
  readonly state: unknown
  readonly parameters: Tensors
  readonly velocities: Tensors
}

const velocity = 'velocity.'

/**
 * The run's newest checkpoint, or that of a step; `null` where the run has none yet. Throws `Failure` where it is
 * damaged, naming the one that is offered instead, and notes that in the run's log.
 */
export function loadCheckpoint(store: Store, runId: number, step?: number): LoadedCheckpoint | null {
  if (step === undefined && store.checkpoints.list(runId).length === 0) return null
  const { id, ...row } = step === undefined ? store.checkpoints.newest(runId) : store.checkpoints.at(runId, step)
  try {
    const tensors = store.checkpoints.tensors(id)
    return {
      step: row.step,
      state: row.state,
      parameters: named(tensors, (name) => !name.startsWith(velocity), 0),
      velocities: named(tensors, (name) => name.startsWith(velocity), velocity.length),
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    store.runLog.add(runId, row.step, { kind: 'damaged', checkpointStep: row.step, words: error.message })
    const other = store.checkpoints.list(runId).find((candidate) => !candidate.damaged)
    const offer = other
      ? `Resume the run again to go on from the checkpoint before, of step ${String(other.step)}.`
      : 'There is no other; start the run again.'
    throw new Failure('failed', `${error.message.replace(' Use another checkpoint.', '')} ${offer}`, undefined, {
      cause: error,
    })
  }
}

/** Those whose name passes, by their names without what they begin with. */
function named(tensors: readonly CheckpointTensor[], passes: (name: string) => boolean, prefix: number): Tensors {
  return new Map(tensors.filter(({ name }) => passes(name)).map((tensor) => [tensor.name.slice(prefix), tensor]))
}
