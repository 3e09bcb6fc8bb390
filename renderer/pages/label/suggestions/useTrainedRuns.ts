/** The runs that can be asked about a dataset's pictures, and the one that is. */
import { computed, shallowRef } from 'vue'
import type { ComputedRef } from 'vue'
import type { RunSummary } from '../../../../preload/contract/index.ts'
import { call } from '../../../client/client.ts'
import { useEvent } from '../../../composables/useEvent.ts'
import { useResource } from '../../../composables/useResource.ts'
import { withModel } from '../../../runs.ts'

export interface UseTrainedRunsReturn {
  /** Those that were trained on the dataset, the newest first. */
  readonly runs: ComputedRef<readonly RunSummary[]>
  /** The one to ask: whose answers are shown, else the one chosen, else the newest; `null` where there is none. */
  readonly run: ComputedRef<RunSummary | null>
  /** The one whose answers are shown, though its checkpoints may be gone; `null` where none are. */
  readonly answering: ComputedRef<RunSummary | null>
  choose(runId: number): void
}

/** @param shown the run whose answers the grid shows */
export function useTrainedRuns(datasetId: () => number, shown: () => number | undefined): UseTrainedRunsReturn {
  const all = useResource(() => call('runs.list', {}))
  useEvent('runs.changed', () => void all.reload())
  const chosen = shallowRef<number | null>(null)
  const runs = computed(() => withModel(all.value.value ?? []).filter((run) => run.datasetId === datasetId()))
  return {
    runs,
    answering: computed(() => all.value.value?.find(({ id }) => id === shown()) ?? null),
    run: computed(() => {
      const wanted = shown() ?? chosen.value
      return runs.value.find(({ id }) => id === wanted) ?? runs.value[0] ?? null
    }),
    choose: (runId) => (chosen.value = runId),
  }
}
