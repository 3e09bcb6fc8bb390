/**
 * One run as it is now and as it goes on. It listens before it asks and joins both by step, so that a page opened, or
 * a connection restored, in the middle of a run shows every point once.
 */
import { onScopeDispose, shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import type { Diagnosis, EpochRecord, RunDetail, RunProgress, StepRecord } from '../../../preload/contract/index.ts'
import { call } from '../../client/client.ts'
import { sentenceOf } from '../../client/errors.ts'
import { useConnection } from '../../composables/useConnection.ts'
import { useEvent } from '../../composables/useEvent.ts'
import { append, mergeEpochs } from './curves.ts'

export interface UseRunReturn {
  readonly run: ShallowRef<RunDetail | null>
  readonly error: ShallowRef<string | null>
  readonly progress: ShallowRef<RunProgress | null>
  readonly epochs: ShallowRef<readonly EpochRecord[]>
  readonly steps: ShallowRef<readonly StepRecord[]>
  readonly diagnoses: ShallowRef<readonly Diagnosis[]>
  reload(): Promise<void>
}

export function useRun(runId: number): UseRunReturn {
  const run = shallowRef<RunDetail | null>(null)
  const error = shallowRef<string | null>(null)
  const progress = shallowRef<RunProgress | null>(null)
  const epochs = shallowRef<readonly EpochRecord[]>([])
  const steps = shallowRef<readonly StepRecord[]>([])
  const diagnoses = shallowRef<readonly Diagnosis[]>([])
  /** Steps heard while the answer about earlier ones is awaited; `null` when none is. */
  let heard: StepRecord[] | null = null
  let newest = 0
  let newestSteps = 0

  useEvent('runs.steps', (event) => {
    if (event.runId !== runId) return
    const [first] = event.records
    const end = steps.value.at(-1)?.step ?? 0
    // A run that goes on from an earlier checkpoint takes its steps anew.
    if (heard === null && first && first.step <= end) void reloadSteps()
    if (heard) heard.push(...event.records)
    else steps.value = append(steps.value, event.records)
  })
  useEvent('runs.epoch', (event) => {
    if (event.runId !== runId) return
    epochs.value = mergeEpochs(epochs.value, [event.record])
    // An epoch may bring a model, and another best one.
    void reloadDetail()
  })
  useEvent('runs.progress', (now) => {
    if (now.runId === runId) progress.value = now
  })
  useEvent('runs.diagnoses', (event) => {
    if (event.runId === runId) diagnoses.value = event.diagnoses
  })
  useEvent('runs.changed', (event) => {
    if (event.runId === runId) void reloadDetail()
  })

  async function reloadDetail(): Promise<void> {
    const question = ++newest
    try {
      const detail = await call('runs.get', { runId })
      if (question !== newest) return
      run.value = detail
      error.value = null
      if (detail.status !== 'running') progress.value = null
      else progress.value ??= detail.progress
      epochs.value = detail.epochs
      diagnoses.value = detail.diagnoses
    } catch (thrown) {
      if (question === newest) error.value = sentenceOf(thrown)
    }
  }

  /** The curve as the program keeps it, thinned: asked for once, and again only where the run took steps anew. */
  async function reloadSteps(): Promise<void> {
    const question = ++newestSteps
    heard ??= []
    try {
      const kept = await call('runs.steps', { runId })
      if (question !== newestSteps) return
      steps.value = append(kept, heard)
    } catch (thrown) {
      if (question !== newestSteps) return
      error.value = sentenceOf(thrown)
      steps.value = append(steps.value, heard)
    }
    heard = null
  }

  async function reload(): Promise<void> {
    await Promise.all([reloadDetail(), reloadSteps()])
  }

  useConnection(() => void reload())
  onScopeDispose(() => {
    newest++
    newestSteps++
  })
  void reload()
  return { run, error, progress, epochs, steps, diagnoses, reload }
}
