/** One run as it is now and as it goes on: a page opened in the middle of it, or a connection restored, misses nothing. */
import { onScopeDispose, shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import type {
  Diagnosis,
  EpochRecord,
  RunDetail,
  RunProgress,
  StepRecord,
  UsageRecord,
} from '../../../preload/contract/index.ts'
import { call } from '../../client/client.ts'
import { sentenceOf } from '../../client/errors.ts'
import { useConnection } from '../../composables/useConnection.ts'
import { useEvent } from '../../composables/useEvent.ts'
import { append, appendUsage, mergeEpochs } from './curves.ts'
import { useCurve } from './useCurve.ts'

export interface UseRunReturn {
  readonly run: ShallowRef<RunDetail | null>
  readonly error: ShallowRef<string | null>
  readonly progress: ShallowRef<RunProgress | null>
  readonly epochs: ShallowRef<readonly EpochRecord[]>
  readonly steps: ShallowRef<readonly StepRecord[]>
  readonly usage: ShallowRef<readonly UsageRecord[]>
  readonly diagnoses: ShallowRef<readonly Diagnosis[]>
  reload(): Promise<void>
}

export function useRun(runId: number): UseRunReturn {
  const run = shallowRef<RunDetail | null>(null)
  const error = shallowRef<string | null>(null)
  const progress = shallowRef<RunProgress | null>(null)
  const epochs = shallowRef<readonly EpochRecord[]>([])
  const diagnoses = shallowRef<readonly Diagnosis[]>([])
  const failed = (thrown: unknown) => void (error.value = sentenceOf(thrown))
  const steps = useCurve({ ask: () => call('runs.steps', { runId }), append, failed })
  const usage = useCurve({ ask: () => call('runs.usage', { runId }), append: appendUsage, failed })
  let newest = 0

  useEvent('runs.steps', (event) => {
    if (event.runId === runId) steps.hear(event.records)
  })
  useEvent('runs.usage', (event) => {
    if (event.runId === runId) usage.hear([event.record])
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
      if (question === newest) failed(thrown)
    }
  }

  async function reload(): Promise<void> {
    await Promise.all([reloadDetail(), steps.reload(), usage.reload()])
  }

  useConnection(() => void reload())
  onScopeDispose(() => newest++)
  void reload()
  return { run, error, progress, epochs, steps: steps.curve, usage: usage.curve, diagnoses, reload }
}
