/**
 * The network under the glass: which one, the switches that a person changed, and the program's table of it. While the
 * switches make no possible network the last table stays, with the sentence why there is no new one.
 */
import { computed, shallowRef, watch } from 'vue'
import type { ComputedRef, ShallowRef, WritableComputedRef } from 'vue'
import { networkQuestion, networkSwitches } from '../../../preload/contract/index.ts'
import type { NetworkName, NetworkSwitches, NetworkTable } from '../../../preload/contract/index.ts'
import { call } from '../../client/client.ts'
import { complaint } from '../../complaint.ts'
import { useResource } from '../../composables/useResource.ts'

/** What a person types numbers into. */
export const numberKeys = ['width', 'crop', 'dropout', 'classes', 'batch'] as const
export type NumberKey = (typeof numberKeys)[number]

export interface UseNetworkReturn {
  /** Choosing another one forgets the changes. */
  readonly network: WritableComputedRef<NetworkName>
  readonly table: ShallowRef<NetworkTable | null>
  readonly error: ShallowRef<string | null>
  readonly reload: () => Promise<void>
  readonly isChanged: ComputedRef<boolean>
  readonly complaints: ComputedRef<Readonly<Record<NumberKey, string | null>>>
  /** As typed, even where it is not allowed. */
  number(key: NumberKey): number
  setNumber(key: NumberKey, value: number): void
  set(change: Partial<NetworkSwitches>): void
  reset(): void
}

export function useNetwork(): UseNetworkReturn {
  const name = shallowRef<NetworkName>('alexnet')
  const changes = shallowRef<Partial<NetworkSwitches>>({})
  const classes = shallowRef(1000)
  const batch = shallowRef(128)

  const {
    value: table,
    error,
    reload,
  } = useResource(() =>
    call('models.network', {
      network: name.value,
      switches: changes.value,
      classes: classes.value,
      batch: batch.value,
    }),
  )

  function number(key: NumberKey): number {
    if (key === 'classes') return classes.value
    if (key === 'batch') return batch.value
    return changes.value[key] ?? table.value?.switches[key] ?? networkDefaults[key]
  }

  const complaints = computed(() => {
    const found = numberKeys.map((key) => {
      const schema = key === 'classes' || key === 'batch' ? networkQuestion.shape[key] : networkSwitches.shape[key]
      return [key, complaint(schema, number(key))] as const
    })
    return Object.fromEntries(found) as Record<NumberKey, string | null>
  })

  watch([name, changes, classes, batch], () => {
    if (Object.values(complaints.value).every((sentence) => sentence === null)) void reload()
  })

  return {
    network: computed({
      get: () => name.value,
      set(network) {
        name.value = network
        changes.value = {}
      },
    }),
    table,
    error,
    reload,
    isChanged: computed(() => Object.keys(changes.value).length > 0),
    complaints,
    number,
    setNumber(key, value) {
      if (key === 'classes') classes.value = value
      else if (key === 'batch') batch.value = value
      else changes.value = { ...changes.value, [key]: value }
    },
    set(change) {
      changes.value = { ...changes.value, ...change }
    },
    reset() {
      changes.value = {}
    },
  }
}

/** Until the first table came. */
const networkDefaults = { width: 1, crop: 224, dropout: 0.5 }
