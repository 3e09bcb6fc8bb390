/** The list of runs, kept up to date, and the live progress of the one that trains. */
import { shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import type { RunProgress, RunSummary } from '../../../preload/contract/index.ts'
import { call } from '../../client/client.ts'
import { useEvent } from '../../composables/useEvent.ts'
import { useResource } from '../../composables/useResource.ts'
import type { UseResourceReturn } from '../../composables/useResource.ts'

export interface UseRunsReturn {
  readonly runs: UseResourceReturn<RunSummary[]>
  readonly progress: ShallowRef<RunProgress | null>
}

export function useRuns(): UseRunsReturn {
  const runs = useResource(() => call('runs.list', {}))
  const progress = shallowRef<RunProgress | null>(null)
  useEvent('runs.changed', () => void runs.reload())
  useEvent('runs.epoch', () => void runs.reload())
  useEvent('runs.progress', (now) => (progress.value = now))
  return { runs, progress }
}
