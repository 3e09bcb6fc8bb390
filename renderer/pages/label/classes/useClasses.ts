/** What a person does with the classes of a dataset; each step can be taken back like any other. */
import type { ClassSummary } from '../../../../preload/contract/index.ts'
import { call } from '../../../client/client.ts'
import { useToasts } from '../../../composables/useToasts.ts'

/** What becomes of the pictures of a class that is removed. */
export type Leftovers = 'unlabel' | 'exclude' | { readonly classId: number }

export interface ClassChange {
  readonly name: string
  readonly key: string | null
  readonly colour: string | null
}

export interface UseClassesReturn {
  /** The class of that name, new or not; `null` where it could not be made, and the person was told. */
  create(name: string): Promise<number | null>
  change(of: ClassSummary, to: ClassChange): Promise<void>
  merge(classId: number, intoClassId: number): Promise<void>
  remove(classId: number, pictures: Leftovers): Promise<void>
  reorder(classIds: readonly number[]): Promise<void>
}

export function useClasses(datasetId: () => number, changed: () => Promise<void>): UseClassesReturn {
  const toasts = useToasts()

  async function attempt<Answer>(act: () => Promise<Answer>): Promise<Answer | null> {
    try {
      const answer = await act()
      await changed()
      return answer
    } catch (error) {
      toasts.fail(error)
      return null
    }
  }

  return {
    async create(name) {
      const made = await attempt(() => call('classes.create', { datasetId: datasetId(), name }))
      return made?.classId ?? null
    },
    async change({ id: classId, ...old }, { name, key, colour }) {
      const one = { datasetId: datasetId(), classId }
      await attempt(async () => {
        if (name !== old.name) await call('classes.rename', { ...one, name })
        if (key !== old.key) await call('classes.setKey', { ...one, key })
        if (colour !== old.colour) await call('classes.setColour', { ...one, colour })
      })
    },
    async merge(classId, intoClassId) {
      await attempt(() => call('classes.merge', { datasetId: datasetId(), classIds: [classId], intoClassId }))
    },
    async remove(classId, pictures) {
      await attempt(() => call('classes.remove', { datasetId: datasetId(), classId, pictures }))
    },
    async reorder(classIds) {
      await attempt(() => call('classes.reorder', { datasetId: datasetId(), classIds: [...classIds] }))
    },
  }
}
