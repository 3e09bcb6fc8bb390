/**
 * Changes pictures, shows each change at once, and says what was done. What the program refuses is taken back from the
 * screen by asking anew.
 */
import { shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import { call } from '../../client/client.ts'
import { useToasts } from '../../composables/useToasts.ts'
import { plural, t } from '../../locales/text.ts'
import type { UsePictureListReturn } from './usePictureList.ts'

/** A class, or none. */
export interface Target {
  readonly id: number | null
  readonly name: string
}

export interface UseLabellingReturn {
  /** What was done last, in words; also for those who hear the page. */
  readonly said: ShallowRef<string>
  /** Pictures changed since the list was asked for, which may no longer belong in it. */
  readonly moved: ShallowRef<ReadonlySet<number>>
  assign(imageIds: readonly number[], target: Target): Promise<void>
  undo(): Promise<void>
}

/** Most pictures of one call. */
const limit = 100_000

export function useLabelling(datasetId: () => number, list: UsePictureListReturn): UseLabellingReturn {
  const toasts = useToasts()
  const said = shallowRef('')
  const moved = shallowRef<ReadonlySet<number>>(new Set())
  /** Pictures of the last change by the class they had. */
  let before = new Map<number | null, number[]>()

  async function label(imageIds: readonly number[], classId: number | null): Promise<void> {
    list.patch(imageIds, { classId })
    for (let start = 0; start < imageIds.length; start += limit) {
      await call('images.label', { datasetId: datasetId(), imageIds: imageIds.slice(start, start + limit), classId })
    }
  }

  async function assign(imageIds: readonly number[], { id, name }: Target): Promise<void> {
    before = new Map()
    for (const imageId of imageIds) {
      const classId = list.at(list.placeOf(imageId))?.classId ?? null
      before.set(classId, [...(before.get(classId) ?? []), imageId])
    }
    said.value =
      id === null
        ? plural('label.said.unlabelled', imageIds.length)
        : plural('label.said.labelled', imageIds.length, { name })
    moved.value = new Set([...moved.value, ...imageIds])
    try {
      await label(imageIds, id)
    } catch (error) {
      toasts.fail(error)
      list.refresh()
    }
  }

  async function undo(): Promise<void> {
    const restoring = before
    before = new Map()
    try {
      for (const [classId, imageIds] of restoring) await label(imageIds, classId)
      said.value = t('label.said.undone')
    } catch (error) {
      toasts.fail(error)
      list.refresh()
    }
  }

  return { said, moved, assign, undo }
}
