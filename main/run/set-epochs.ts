/** Another number of epochs for a run that does not train; the trainer changes its own. */
import { Failure } from '../lib/failure.ts'
import type { Store } from '../store/store.ts'

/** Throws `Failure('conflict')` where the run has trained for as many epochs already. */
export function setEpochs(store: Store, runId: number, epochs: number): void {
  const { settings, epochsDone } = store.runs.get(runId)
  if (epochs <= epochsDone) {
    const done = String(epochsDone)
    throw new Failure('conflict', `Run ${String(runId)} has trained for ${done} epochs already. Choose more than that.`)
  }
  if (epochs === settings.epochs) return
  const step = store.checkpoints.list(runId)[0]?.step ?? 0
  store.runLog.add(runId, step, { kind: 'epochs', from: settings.epochs, to: epochs })
  store.runs.setSettings(runId, { ...settings, epochs })
}
