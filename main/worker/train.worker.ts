/**
 * Composition root of the trainer's process: one run, from its row in the store to its last checkpoint. Only here do
 * store, pixels, engine and loop meet.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { isProcessor } from '../../preload/contract/system.ts'
import { pixelFile } from '../image/pixels.ts'
import { Failure } from '../lib/failure.ts'
import { trainingBatches, testBatches } from '../pipeline/batches.ts'
import { CheckpointWriter } from '../run/checkpoint-writer.ts'
import { Doctor } from '../run/doctor/doctor.ts'
import { GpuMeter, untold } from '../run/gpu-meter.ts'
import { loadCheckpoint } from '../run/load-checkpoint.ts'
import { Recorder, startingProgress } from '../run/recorder.ts'
import { datasetOf } from '../store/dataset-of.ts'
import { DiskFull, withDiskFull } from '../store/disk.ts'
import { lockRun } from '../store/lock.ts'
import { openStore } from '../store/open.ts'
import type { RunRequest } from '../store/run-requests.ts'
import type { CheckpointRow, RunRow } from '../store/store.ts'
import { weighted } from '../train/class-weights.ts'
import { Diverged } from '../train/diverged.ts'
import { beginning } from '../train/listener.ts'
import type { TrainState } from '../train/listener.ts'
import { train } from '../train/train.ts'
import type { TrainCommand as LoopCommand } from '../train/train.ts'
import { jobOf, parentOf } from './parent.ts'
import type { TrainCommand, TrainEvent, TrainJob } from './protocol.ts'
import { changesOf, probeOf, runInputs, scheduleOf } from './roots/run.ts'
import { openTrainer } from './roots/trainer.ts'

/** Milliseconds between two looks for requests, and that an earlier trainer of the run has to end. */
const pollInterval = 500
const lockPatience = 60_000

const job = jobOf<TrainJob>()
const { workspace, runId } = job
const parent = parentOf<TrainCommand, TrainEvent>()
const post = (event: TrainEvent) => parent.post(event)
const ended = new AbortController()
const store = openStore(workspace, { durable: true })
let mayBeAsked = true
let intent: 'paused' | 'stopped' | 'interrupted' | null = null
let failure: Failure | null = null

function end(reason: NonNullable<typeof intent>): void {
  intent ??= reason
  ended.abort()
}

function poll(): void {
  for (const { kind } of store.runRequests.take(runId, ({ kind }) => kind === 'pause' || kind === 'stop')) {
    end(kind === 'pause' ? 'paused' : 'stopped')
  }
  mayBeAsked = true
}

/** Changes stay in the store until the loop makes them, so that none is lost where this process dies in a long step. */
function takeCommands(): readonly LoopCommand[] {
  if (!mayBeAsked) return []
  mayBeAsked = false
  return store.runRequests.take(runId, isCommand).filter(isCommand)
}

function isCommand(request: RunRequest): request is LoopCommand {
  return ['checkpoint', 'rate', 'rate-factor', 'epochs'].includes(request.kind)
}

parent.onCommand(poll)
parent.onGone(() => end('interrupted'))
process.on('SIGTERM', () => end('interrupted'))
// Ctrl-C reaches the whole group of processes; the host decides what it means.
process.on('SIGINT', () => undefined)

try {
  const release = await lock()
  store.runs.setStatus(runId, 'running')
  const timer = setInterval(poll, pollInterval)
  try {
    settle(await trainRun(store.runs.get(runId)))
  } finally {
    clearInterval(timer)
    release()
  }
} catch (error) {
  const known = withDiskFull(workspace, error)
  if (!(known instanceof Failure)) console.error(known)
  const message = known instanceof Error ? known.message : String(known)
  if (known instanceof DiskFull) store.runs.setStatus(runId, 'paused', pausedByDisk(message))
  else store.runs.setStatus(runId, 'failed', message)
}
store.close()
await parent.end()

/** Waits for an earlier trainer of the run that still writes its last checkpoint. */
async function lock(): Promise<() => void> {
  for (let waited = 0; waited < lockPatience; waited += 100) {
    const release = lockRun(workspace, runId)
    if (release) return release
    await delay(100)
  }
  throw new Failure('conflict', `Another process still trains run ${String(runId)}. End that process, then resume.`)
}

/** Writes how the run ended. */
function settle(outcome: 'finished' | 'stopped'): void {
  if (failure instanceof DiskFull) store.runs.setStatus(runId, 'paused', pausedByDisk(failure.message))
  else if (failure) store.runs.setStatus(runId, 'failed', failure.message)
  else if (outcome === 'finished') store.runs.setStatus(runId, 'finished')
  else if (intent === 'paused' || intent === 'stopped') {
    store.runLog.add(runId, lastStep(), { kind: intent })
    store.runs.setStatus(runId, intent)
  } else {
    const message = 'The program ended while this run was training; its last step is saved, and it can be resumed.'
    store.runs.setStatus(runId, 'interrupted', message)
  }
}

function lastStep(): number {
  return store.checkpoints.list(runId)[0]?.step ?? 0
}

function pausedByDisk(message: string): string {
  return `${message} The run is paused; it goes on from its last checkpoint when it is resumed.`
}

/** Trains the run as its settings say. Throws `Failure` where that cannot be done. */
async function trainRun(run: RunRow): Promise<'finished' | 'stopped'> {
  const { settings, classIds } = run
  const { batch, seed, epochs } = settings
  const datasetId = datasetOf(run)
  const file = pixelFile(workspace, datasetId)
  const checkpoint = loadCheckpoint(store, runId, job.step)
  const state = (checkpoint?.state as TrainState | undefined) ?? beginning
  const inputs = runInputs(store, run, datasetId)
  const schedule = scheduleOf(settings, inputs.training.labels.length)
  const { stepsPerEpoch } = schedule
  const place = { runId, epochs, stepsPerEpoch, step: state.step, seconds: store.runs.get(runId).seconds }
  post({ type: 'progress', progress: startingProgress(place) })

  await using resources = new AsyncDisposableStack()
  const writer = new CheckpointWriter(
    { workspace, runId },
    {
      written: () => recorder.checkpointed(),
      failed: (error) => {
        failure ??= error
        ended.abort()
      },
    },
  )
  resources.defer(() => writer.close())
  const parts = await openTrainer({
    settings,
    classes: classIds.length,
    pixelFile: file,
    inputs,
    ...(checkpoint && { tensors: checkpoint }),
  })
  resources.defer(() => parts.close())
  // What a checkpoint before the newest, or an end without one, makes this trainer measure anew.
  store.runs.forgetAfter(runId, state.step)
  store.runs.setDevice(runId, parts.engine.description)
  store.runLog.add(runId, state.step, {
    kind: state.step > 0 ? 'resumed' : 'started',
    device: parts.engine.description,
  })
  post({ type: 'changed' })

  const { validation, training } = inputs
  const probe = await probeOf(parts, validation.labels.length > 0 ? validation : training, batch)
  const doctor = new Doctor({
    settings,
    stepsPerEpoch,
    classNames: run.classNames,
    labels: training.labels,
    probes: probe.reduce((sum, { count }) => sum + count, 0),
    speeds: job.speeds,
    checkpoints: () => branchable(store.checkpoints.list(runId)),
    steps: store.runs.steps(runId, 0, 10_000),
    epochs: store.runs.epochs(runId),
    diagnoses: store.diagnoses.list(runId),
  })
  const meter = isProcessor(settings.device) ? null : resources.use(new GpuMeter())
  const gpu = () => meter?.usage ?? untold
  const recorder = new Recorder({ ...place, store, writer, doctor, gpu, post })
  resources.defer(() => recorder.close())
  const weigh = weighted(settings.classWeights, training.labels, classIds.length)
  try {
    return await train({
      trainer: parts.trainer,
      settings: {
        ...settings,
        plateauPatience: settings.schedule === 'plateau' ? settings.plateauPatience : null,
        stepsPerEpoch,
        checkpointInterval: settings.checkpointMinutes * 60_000,
      },
      changes: changesOf(schedule, store.runLog.list(runId)),
      state,
      trainingBatches: (epoch, firstStep) =>
        weigh(trainingBatches(parts.pool, training, { batch, seed, epoch, firstStep })),
      ...(validation.labels.length > 0 && {
        validationBatches: () => testBatches(parts.pool, validation, { batch, crops: 1 }),
      }),
      probe,
      listener: recorder,
      commands: takeCommands,
      signal: ended.signal,
    })
  } catch (error) {
    if (!(error instanceof Diverged)) throw error
    await writer.idle()
    const diagnoses = doctor.diverged({ step: error.step, learningRate: error.learningRate })
    store.diagnoses.set(runId, diagnoses)
    post({ type: 'diagnoses', diagnoses })
    throw error
  }
}

/** Steps of the checkpoints that a branch may go on from, newest first in the list. */
function branchable(rows: readonly CheckpointRow[]): { newest: number | null; best: number | null } {
  const whole = rows.filter(({ damaged }) => !damaged)
  return { newest: whole[0]?.step ?? null, best: whole.find(({ best }) => best)?.step ?? null }
}
