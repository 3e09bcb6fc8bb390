/** What a network does with many pictures, begun on this page or on another: how far it is, and a way to end it here. */
import { computed, shallowRef } from 'vue'
import type { ComputedRef, ShallowRef } from 'vue'
import type { ModelProgress, ModelWork } from '../../preload/contract/index.ts'
import { useModelProgress } from './useModelProgress.ts'
import { useToasts } from './useToasts.ts'

export interface UseModelWorkReturn {
  /** `null` while it is not at work. */
  readonly progress: ShallowRef<ModelProgress | null>
  /** Whether it was begun here, where it can be cancelled. */
  readonly isOwn: ComputedRef<boolean>
  /** Begins it, and says by a toast why it failed. */
  begin(ask: (signal: AbortSignal) => Promise<unknown>): Promise<'done' | 'cancelled' | 'failed'>
  cancel(): void
}

/** @param ended hears of each end, good or bad, also of what was begun elsewhere */
export function useModelWork(runId: () => number, work: ModelWork['work'], ended?: () => void): UseModelWorkReturn {
  const toasts = useToasts()
  /** Ends what was begun here; `null` where nothing was. */
  const controller = shallowRef<AbortController | null>(null)

  return {
    progress: useModelProgress(runId, work, ended),
    isOwn: computed(() => controller.value !== null),
    async begin(ask) {
      const begun = new AbortController()
      controller.value = begun
      try {
        await ask(begun.signal)
        return 'done'
      } catch (error) {
        if (begun.signal.aborted) return 'cancelled'
        toasts.fail(error)
        return 'failed'
      } finally {
        controller.value = null
      }
    },
    cancel() {
      controller.value?.abort()
    },
  }
}
