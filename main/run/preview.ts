/** Tries the settings of a run with a few real steps, in a process of its own that is gone afterwards. */
import { join } from 'node:path'
import type { RunPreview, TrainingRequest } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import type { Store } from '../store/store.ts'
import type { PreviewEvent, PreviewJob } from '../worker/protocol.ts'
import type { Launch } from '../worker/spawn.ts'
import { lastLines } from './last-lines.ts'
import { trainable } from './trainable.ts'

export interface PreviewOptions {
  readonly store: Store
  readonly launch: Launch
  readonly datasetId: number
  readonly settings: TrainingRequest
  /** Ends the process. */
  readonly signal: AbortSignal
}

/** Rejects with `Failure` where the settings cannot be trained with on this machine, or where it was cancelled. */
export function previewRun(options: PreviewOptions): Promise<Omit<RunPreview, 'besideRun'>> {
  const { store, launch, datasetId, settings, signal } = options
  const { workspace } = store
  const classIds = trainable(store, datasetId).classes.map(({ id }) => id)
  const job: PreviewJob = { workspace, datasetId, settings, classIds }
  const logFile = join(workspace, 'logs', 'preview.log')
  const { promise, resolve, reject } = Promise.withResolvers<Omit<RunPreview, 'besideRun'>>()
  const child = launch('preview.worker', { job, logFile })
  const cancel = () => {
    reject(new Failure('cancelled', 'The preview was cancelled.'))
    child.kill()
  }
  signal.addEventListener('abort', cancel, { once: true })
  child.onMessage((message) => {
    const event = message as PreviewEvent
    if (event.type === 'previewed') resolve(event.preview)
    else reject(new Failure('failed', event.failure.message))
  })
  child.onExit((how) => {
    signal.removeEventListener('abort', cancel)
    const said = lastLines(logFile)
    reject(
      new Failure('failed', `The process that tried the settings ended (${how}).${said ? ` It said: ${said}` : ''}`),
    )
  })
  return promise
}
