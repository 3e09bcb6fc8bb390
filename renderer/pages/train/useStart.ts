/** Starts the run that a person has put together, and keeps why it could not be started. */
import { shallowRef, watch } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import { useRouter } from 'vue-router'
import type { TrainingRequest } from '../../../preload/contract/index.ts'
import { call } from '../../client/client.ts'
import { ClientError, sentenceOf } from '../../client/errors.ts'

export interface RunToStart {
  readonly datasetId: Readonly<Ref<number | null>>
  readonly settings: Readonly<Ref<TrainingRequest | null>>
  /** The run whose weights it begins with; `null` for drawn ones. */
  readonly beginning: Readonly<Ref<number | null>>
}

export interface UseStartReturn {
  readonly busy: ShallowRef<boolean>
  readonly error: ShallowRef<string | null>
  /** Whether it was refused for something that a person may overrule: duplicates in different splits. */
  readonly canInsist: ShallowRef<boolean>
  /** Leads to the run. */
  start(insist: boolean): Promise<void>
}

export function useStart({ datasetId, settings, beginning }: RunToStart): UseStartReturn {
  const router = useRouter()
  const busy = shallowRef(false)
  const error = shallowRef<string | null>(null)
  const canInsist = shallowRef(false)
  watch([settings, datasetId, beginning], () => {
    error.value = null
    canInsist.value = false
  })

  async function start(insist: boolean): Promise<void> {
    if (!settings.value || datasetId.value === null) return
    busy.value = true
    try {
      const { runId } = await call('runs.start', {
        datasetId: datasetId.value,
        settings: settings.value,
        insist,
        ...(beginning.value !== null && { weights: { runId: beginning.value } }),
      })
      await router.push({ name: 'run', params: { runId } })
    } catch (thrown) {
      error.value = sentenceOf(thrown)
      canInsist.value = !insist && thrown instanceof ClientError && thrown.code === 'conflict'
    } finally {
      busy.value = false
    }
  }

  return { busy, error, canInsist, start }
}
