/**
 * Begins an import, which the program answers once it has looked at all sources: tells how far that is where it takes
 * long, and ends it when asked.
 */
import { computed, shallowRef } from 'vue'
import type { ComputedRef, ShallowRef } from 'vue'
import type { ImportListing } from '../../../preload/contract/index.ts'
import { useEvent } from '../../composables/useEvent.ts'

/** Until then a dialog is better left as it is than changed for a moment. */
const longMilliseconds = 400

export interface UseBeginImportReturn {
  readonly busy: ShallowRef<boolean>
  /** How far it is, where it takes long; else `null`. */
  readonly listing: ComputedRef<ImportListing | null>
  /** Resolves with whether it has begun: not where it was cancelled. Rejects as `ask` does. */
  begin(name: string, ask: (signal: AbortSignal) => Promise<unknown>): Promise<boolean>
  cancel(): void
}

export function useBeginImport(): UseBeginImportReturn {
  const busy = shallowRef(false)
  const latest = shallowRef<ImportListing | null>(null)
  const isLong = shallowRef(false)
  let controller = new AbortController()

  useEvent('datasets.listing', (listing) => {
    if (listing.name === latest.value?.name) latest.value = listing
  })

  async function begin(name: string, ask: (signal: AbortSignal) => Promise<unknown>): Promise<boolean> {
    controller = new AbortController()
    busy.value = true
    latest.value = { name, source: '', found: 0, share: null, secondsLeft: null }
    const timer = setTimeout(() => (isLong.value = true), longMilliseconds)
    try {
      await ask(controller.signal)
      return true
    } catch (error) {
      if (controller.signal.aborted) return false
      throw error
    } finally {
      clearTimeout(timer)
      isLong.value = false
      latest.value = null
      busy.value = false
    }
  }

  return {
    busy,
    listing: computed(() => (isLong.value ? latest.value : null)),
    begin,
    cancel() {
      controller.abort()
    },
  }
}
