/**
 * One run as it is now and as it goes on. It listens before it asks and joins both by step, so that a page opened, or
 * a connection restored, in the middle of a run shows every point once.
 */
import { onScopeDispose, shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import type { EpochRecord, RunDetail, RunProgress, StepRecord } from '../../../preload/contract/index.ts'
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
  reload(): Promise<void>
}

export function useRun(runId: number): UseRunReturn {
  const run = shallowRef<RunDetail | null>(null)
  const error = shallowRef<string | null>(null)
  const progress = shallowRef<RunProgress | null>(null)
  const epochs = shallowRef<readonly EpochRecord[]>([])
  const steps = shallowRef<readonly StepRecord[]>([])
  /** Steps heard while the answer about earlier ones is awaited; `null` when none is. */
  let heard: StepRecord[] | null = null
  let newest = 0

  useEvent('runs.steps', (event) => {
    if (event.runId !== runId) return
    if (heard) heard.push(...event.records)
    else steps.value = append(steps.value, event.records)
  })
  useEvent('runs.epoch', (event) => {
    if (event.runId !== runId) return
    epochs.value = mergeEpochs(epochs.value, [event.record])
    // An epoch may bring a model, and another best one.
    void reload()
  })
  useEvent('runs.progress', (now) => {
    if (now.runId === runId) progress.value = now
  })
  useEvent('runs.changed', (event) => {
    if (event.runId === runId) void reload()
  })

  async function reload(): Promise<void> {
    const question = ++newest
    heard ??= []
    try {
      const [detail, kept] = await Promise.all([call('runs.get', { runId }), call('runs.steps', { runId })])
      if (question !== newest) return
      run.value = detail
      error.value = null
      if (detail.status !== 'running') progress.value = null
      else progress.value ??= detail.progress
      epochs.value = mergeEpochs(detail.epochs, epochs.value)
      steps.value = append(kept, heard)
      heard = null
    } catch (thrown) {
      if (question !== newest) return
      error.value = sentenceOf(thrown)
      steps.value = append(steps.value, heard ?? [])
      heard = null
    }
  }

  useConnection(() => void reload())
  onScopeDispose(() => newest++)
  void reload()
  return { run, error, progress, epochs, steps, reload }
}
