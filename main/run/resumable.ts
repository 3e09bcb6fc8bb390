/** Which runs can go on. */
import type { RunStatus } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import type { RunRow } from '../store/store.ts'

const resumable: readonly RunStatus[] = ['paused', 'stopped', 'interrupted', 'failed', 'finished']

/** Throws `Failure('conflict')` where a run trains or waits, has trained for all its epochs, or has lost its dataset. */
export function demandResumable({ id, status, settings, epochsDone, datasetId, datasetName }: RunRow): void {
  if (!resumable.includes(status)) {
    throw new Failure('conflict', `Run ${String(id)} cannot be resumed: it is ${status}.`)
  }
  if (datasetId === null) {
    throw new Failure('conflict', `Run ${String(id)} cannot be resumed: its dataset “${datasetName}” was removed.`)
  }
  if (status === 'finished' && epochsDone >= settings.epochs) {
    const epochs = String(settings.epochs)
    throw new Failure('conflict', `Run ${String(id)} has finished its ${epochs} epochs. Give it more, then resume.`)
  }
}
