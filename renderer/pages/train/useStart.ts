/** Starts the run that a person has put together, and keeps why it could not be started. */
import { watch } from 'vue'
import type { Ref } from 'vue'
import { useRouter } from 'vue-router'
import type { TrainingRequest } from '../../../preload/contract/index.ts'
import { call } from '../../client/client.ts'
import { useSubmission, type UseSubmissionReturn } from '../../composables/useSubmission.ts'

export interface RunToStart {
  readonly datasetId: Readonly<Ref<number | null>>
  readonly settings: Readonly<Ref<TrainingRequest | null>>
  /** The run whose weights it begins with; `null` for drawn ones. */
  readonly beginning: Readonly<Ref<number | null>>
}

export interface UseStartReturn extends Pick<UseSubmissionReturn, 'busy' | 'error' | 'canInsist'> {
  /** Leads to the run. */
  start(insist: boolean): Promise<void>
}

export function useStart({ datasetId, settings, beginning }: RunToStart): UseStartReturn {
  const router = useRouter()
  const { busy, error, canInsist, reset, submit } = useSubmission()
  watch([settings, datasetId, beginning], reset)

  async function start(insist: boolean): Promise<void> {
    const [dataset, chosen, from] = [datasetId.value, settings.value, beginning.value]
    if (!chosen || dataset === null) return
    await submit(async () => {
      const { runId } = await call('runs.start', {
        datasetId: dataset,
        settings: chosen,
        insist,
        ...(from !== null && { weights: { runId: from } }),
      })
      await router.push({ name: 'run', params: { runId } })
    }, insist)
  }

  return { busy, error, canInsist, start }
}
