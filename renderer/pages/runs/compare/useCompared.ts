/** Some runs with their epochs, kept up to date. */
import { onScopeDispose, shallowRef, watch } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import type { RunDetail } from '../../../../preload/contract/index.ts'
import { call } from '../../../client/client.ts'
import { sentenceOf } from '../../../client/errors.ts'
import { useConnection } from '../../../composables/useConnection.ts'
import { useEvent } from '../../../composables/useEvent.ts'

export interface UseComparedReturn {
  readonly runs: ShallowRef<readonly RunDetail[]>
  readonly error: ShallowRef<string | null>
}

export function useCompared(runIds: Readonly<Ref<readonly number[]>>): UseComparedReturn {
  const runs = shallowRef<readonly RunDetail[]>([])
  const error = shallowRef<string | null>(null)
  let newest = 0

  async function reload(): Promise<void> {
    const question = ++newest
    try {
      const answer = await Promise.all(runIds.value.map((runId) => call('runs.get', { runId })))
      if (question !== newest) return
      runs.value = answer
      error.value = null
    } catch (thrown) {
      if (question === newest) error.value = sentenceOf(thrown)
    }
  }

  function hear({ runId }: { readonly runId: number }): void {
    if (runIds.value.includes(runId)) void reload()
  }
  useEvent('runs.epoch', hear)
  useEvent('runs.changed', hear)
  useConnection(() => void reload())
  watch(runIds, () => void reload(), { immediate: true })
  onScopeDispose(() => newest++)
  return { runs, error }
}
