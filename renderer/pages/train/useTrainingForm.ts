/**
 * The settings of the run to be. They follow what the program suggests for the dataset, recipe, network and device,
 * except where the person chose something else: that stays theirs.
 */
import { computed, shallowRef, watch } from 'vue'
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import { networkSwitches, trainingRequest } from '../../../preload/contract/index.ts'
import type { TrainingRequest } from '../../../preload/contract/index.ts'
import { call } from '../../client/client.ts'
import { sentenceOf } from '../../client/errors.ts'
import { complaint } from '../../complaint.ts'
import { fittingSettings, machineSettings, mainSettings, rateSettings } from '../../training/settings.ts'
import { applies } from '../../training/words.ts'

type OwnSettings = Partial<TrainingRequest>

export interface UseTrainingFormReturn {
  /** `null` until the first suggestion came. */
  readonly settings: ComputedRef<TrainingRequest | null>
  readonly recipe: ShallowRef<string>
  readonly reasons: ShallowRef<readonly string[]>
  readonly error: ShallowRef<string | null>
  /** What is wrong, by setting. */
  readonly complaints: ComputedRef<ReadonlyMap<string, string>>
  /** What the person chose over the suggestion. */
  readonly own: ShallowRef<OwnSettings>
  isOwn(key: keyof TrainingRequest): boolean
  set(change: OwnSettings): void
  /** Goes back to the suggestion for everything but network and device. */
  reset(): void
}

const numberSettings = [...mainSettings, ...rateSettings, ...fittingSettings, ...machineSettings].flatMap((setting) =>
  setting.kind === 'number' ? [setting] : [],
)

export function useTrainingForm(datasetId: Readonly<Ref<number | null>>): UseTrainingFormReturn {
  const suggested = shallowRef<TrainingRequest | null>(null)
  const own = shallowRef<OwnSettings>({})
  const recipe = shallowRef('recommended')
  const reasons = shallowRef<readonly string[]>([])
  const error = shallowRef<string | null>(null)
  const settings = computed(() =>
    suggested.value
      ? {
          ...suggested.value,
          ...own.value,
          switches: { ...suggested.value.switches, ...own.value.switches },
        }
      : null,
  )
  let newest = 0

  async function suggest(dataset: number): Promise<void> {
    const question = ++newest
    const { network, device } = own.value
    try {
      const answer = await call('runs.suggest', {
        datasetId: dataset,
        recipe: recipe.value,
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
    [datasetId, recipe, () => own.value.network, () => own.value.device],
    ([dataset]) => {
      if (dataset !== null) void suggest(dataset)
    },
    { immediate: true },
  )

  const complaints = computed(() => {
    const found = new Map<string, string>()
    const now = settings.value
    if (!now) return found
    for (const setting of numberSettings) {
      const value = now[setting.key]
      if (!applies(setting, now) || value === null) continue
      const sentence = complaint(trainingRequest.shape[setting.key], value)
      if (sentence !== null) found.set(setting.key, sentence)
    }
    for (const key of ['width', 'crop'] as const) {
      const value = now.switches[key]
      const sentence = value === undefined ? null : complaint(networkSwitches.shape[key], value)
      if (sentence !== null) found.set(key, sentence)
    }
    return found
  })

  return {
    settings,
    recipe,
    reasons,
    error,
    complaints,
    own,
    isOwn: (key) => key in own.value,
    set(change) {
      const switches = change.switches && { ...own.value.switches, ...change.switches }
      // Another network has switches of its own.
      const kept = change.network === undefined ? own.value : withoutSwitches(own.value)
      own.value = { ...kept, ...change, ...(switches ? { switches } : {}) }
    },
    reset() {
      const { network, device } = own.value
      own.value = { ...(network === undefined ? {} : { network }), ...(device === undefined ? {} : { device }) }
    },
  }
}

function withoutSwitches({ switches: _switches, ...rest }: OwnSettings): OwnSettings {
  return rest
}
