/**
 * The settings of the run to be. They follow what the program suggests for the dataset, network and device, except
 * where the person chose something else: that stays theirs.
 */
import { computed, shallowRef, watch } from 'vue'
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import type { NetworkName, TrainingRequest } from '../../../preload/contract/index.ts'
import { call } from '../../client/client.ts'
import { sentenceOf } from '../../client/errors.ts'
import { advancedSettings, complaint, mainSettings } from './fields.ts'

export interface UseTrainingFormReturn {
  /** `null` until the first suggestion came. */
  readonly settings: ComputedRef<TrainingRequest | null>
  readonly reasons: ShallowRef<readonly string[]>
  readonly error: ShallowRef<string | null>
  /** What is wrong, by setting. */
  readonly complaints: ComputedRef<ReadonlyMap<string, string>>
  /** What the person chose over the suggestion. */
  readonly own: ShallowRef<Partial<TrainingRequest>>
  set(change: Partial<TrainingRequest>): void
  /** Goes back to the suggestion for everything but network and device. */
  reset(): void
}

export function useTrainingForm(datasetId: Readonly<Ref<number | null>>): UseTrainingFormReturn {
  const suggested = shallowRef<TrainingRequest | null>(null)
  const own = shallowRef<Partial<TrainingRequest>>({})
  const reasons = shallowRef<readonly string[]>([])
  const error = shallowRef<string | null>(null)
  const settings = computed(() => (suggested.value ? { ...suggested.value, ...own.value } : null))
  let newest = 0

  async function suggest(dataset: number, network?: NetworkName, device?: string): Promise<void> {
    const question = ++newest
    try {
      const answer = await call('runs.suggest', {
        datasetId: dataset,
        ...(network === undefined ? {} : { network }),
        ...(device === undefined ? {} : { device }),
      })
      if (question !== newest) return
      suggested.value = answer.settings
      reasons.value = answer.reasons
      error.value = null
    } catch (thrown) {
      if (question === newest) error.value = sentenceOf(thrown)
    }
  }

  watch(
    [datasetId, () => own.value.network, () => own.value.device],
    ([dataset, network, device]) => {
      if (dataset !== null) void suggest(dataset, network, device)
    },
    { immediate: true },
  )

  const complaints = computed(() => {
    const found = new Map<string, string>()
    for (const setting of [...mainSettings, ...advancedSettings]) {
      if (setting.kind !== 'number' || !settings.value) continue
      const sentence = complaint(setting.key, settings.value[setting.key])
      if (sentence !== null) found.set(setting.key, sentence)
    }
    return found
  })

  return {
    settings,
    reasons,
    error,
    complaints,
    own,
    set(change) {
      own.value = { ...own.value, ...change }
    },
    reset() {
      const { network, device } = own.value
      own.value = { ...(network === undefined ? {} : { network }), ...(device === undefined ? {} : { device }) }
    },
  }
}
