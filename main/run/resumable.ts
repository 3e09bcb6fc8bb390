/** Which runs can go on. */
import type { RunStatus } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import { datasetOf } from '../store/dataset-of.ts'
import type { RunRow } from '../store/store.ts'

const resumable: readonly RunStatus[] = ['paused', 'stopped', 'interrupted', 'failed', 'finished']

/** Throws `Failure('conflict')` where a run trains or waits, has trained for all its epochs, or has lost its dataset. */
export function demandResumable(run: RunRow): void {
  const { id, status, settings, epochsDone } = run
  if (!resumable.includes(status)) {
    throw new Failure('conflict', `Run ${String(id)} cannot be resumed: it is ${status}.`)
  }
  datasetOf(run)
  if (status === 'finished' && epochsDone >= settings.epochs) {
    const epochs = String(settings.epochs)
    throw new Failure('conflict', `Run ${String(id)} has finished its ${epochs} epochs. Give it more, then resume.`)
  }
}
