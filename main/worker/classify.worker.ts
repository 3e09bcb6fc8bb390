/** Composition root of the classifying process: store, engine and pictures meet here to answer calls. */
import { createEngine } from '../engine/devices.ts'
import type { Engine } from '../engine/engine.ts'
import { classify } from '../inference/classify.ts'
import { evaluateElsewhere } from '../inference/elsewhere.ts'
import { evaluate } from '../inference/evaluate.ts'
import { Models } from '../inference/models.ts'
import { neighbours } from '../inference/neighbours.ts'
import { occlusionMaps } from '../inference/occlusion.ts'
import { suggestLabels } from '../inference/suggest-labels.ts'
import { Failure } from '../lib/failure.ts'
import { openStore } from '../store/open.ts'
import { jobOf, parentOf } from './parent.ts'
import type { ClassifyCommand, ClassifyEvent, ClassifyJob, WorkerFailure } from './protocol.ts'
import { workerFile } from './spawn.ts'

const { workspace } = jobOf<ClassifyJob>()
const parent = parentOf<ClassifyCommand, ClassifyEvent>()
const store = openStore(workspace)
let engine: Promise<Engine> | undefined
const models = new Models(store, () => (engine ??= createEngine('auto', { threads: 0 })))
const calls = new Map<number, AbortController>()

parent.onCommand((command) => {
  if (command.type === 'cancel') calls.get(command.call)?.abort()
  else void reply(command)
})
parent.onGone(() => process.exit(0))
// Ctrl-C reaches the whole group of processes; the host decides what it means.
process.on('SIGINT', () => undefined)

async function reply(command: Exclude<ClassifyCommand, { type: 'cancel' }>): Promise<void> {
  const { call } = command
  const abort = new AbortController()
  calls.set(call, abort)
  try {
    parent.post(await answer(command, abort.signal))
  } catch (error) {
    parent.post({ type: 'failed', call, failure: failureOf(error, abort.signal) })
  } finally {
    calls.delete(call)
  }
}

function answer(command: Exclude<ClassifyCommand, { type: 'cancel' }>, signal: AbortSignal): Promise<ClassifyEvent> {
  const { call } = command
  const progress = (done: number, total: number) => parent.post({ type: 'progress', call, done, total })
  const batchWorker = workerFile('batch.worker')
  switch (command.type) {
    case 'classify':
      return models.use(command.runId, async (model) => {
        const results = await classify(model, command.files, command.top, signal)
        return { type: 'classified', call, results }
      })
    case 'occlude':
      return models.use(command.runId, async (model) => {
        const maps = await occlusionMaps(model, command.picture, command.top, signal)
        return { type: 'occluded', call, maps }
      })
    case 'compare':
      return models.use(command.runId, async (model) => {
        const { picture, count } = command
        const found = await neighbours(store, model, picture, { count, signal, progress, batchWorker })
        return { type: 'compared', call, neighbours: found }
      })
    case 'evaluate':
      return models.use(command.runId, async (model) => {
        const { split, crops } = command
        const options = { split, crops, signal, progress, batchWorker }
        return { type: 'evaluated', call, evaluation: await evaluate(store, model, options) }
      })
    case 'evaluate-elsewhere':
      return models.use(command.runId, async (model) => {
        const { datasetId, crops } = command
        const options = { crops, signal, progress, batchWorker }
        return {
          type: 'evaluated-elsewhere',
          call,
          evaluation: await evaluateElsewhere(store, model, datasetId, options),
        }
      })
    case 'suggest':
      return models.use(command.runId, async (model) => {
        const suggested = await suggestLabels(store, model, { signal, progress, batchWorker })
        return { type: 'suggested', call, ...suggested }
      })
    default:
      return command satisfies never
  }
}

function failureOf(error: unknown, { aborted }: AbortSignal): WorkerFailure {
  if (aborted) return { code: 'cancelled', message: 'It was cancelled.' }
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof Failure) return { code: error.code, message }
  console.error(error)
  return { code: 'failed', message }
}
