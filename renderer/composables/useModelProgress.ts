/** How far a network is with many pictures; `null` while it is not at work. */
import { shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import type { ModelProgress, ModelWork } from '../../preload/contract/index.ts'
import { useEvent } from './useEvent.ts'

/** @param ended hears of each end, good or bad */
export function useModelProgress(
  runId: () => number,
  work: ModelWork['work'],
  ended?: () => void,
): ShallowRef<ModelProgress | null> {
  const progress = shallowRef<ModelProgress | null>(null)
  const isIt = (event: ModelWork) => event.runId === runId() && event.work === work
  useEvent('models.progress', (event) => {
    if (isIt(event)) progress.value = event
  })
  useEvent('models.ended', (event) => {
    if (!isIt(event)) return
    progress.value = null
    ended?.()
  })
  return progress
}
