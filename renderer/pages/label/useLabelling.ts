/** Gives pictures a class, and takes the last change back. */
import { call } from '../../client/client.ts'
import { useToasts } from '../../composables/useToasts.ts'
import type { ImageItem } from '../../../preload/contract/index.ts'
import { counted } from '../../format.ts'

export interface Target {
  readonly id: number | null
  readonly name: string
}

export interface UseLabellingReturn {
  /** Resolves when the labels are changed, or the person was told why they are not. */
  assign(items: readonly ImageItem[], target: Target): Promise<void>
  /** Gives the pictures of the last change the classes they had. */
  undo(): Promise<void>
}

/** Most pictures of one call. */
const limit = 100_000

export function useLabelling(
  datasetId: () => number,
  changed: (imageIds: ReadonlySet<number>, classId: number | null) => void,
): UseLabellingReturn {
  const toasts = useToasts()
  /** Pictures of the last change by the class they had. */
  let before = new Map<number | null, number[]>()

  async function label(imageIds: readonly number[], classId: number | null): Promise<void> {
    for (let start = 0; start < imageIds.length; start += limit) {
      await call('images.label', { datasetId: datasetId(), imageIds: imageIds.slice(start, start + limit), classId })
    }
    changed(new Set(imageIds), classId)
  }

  async function assign(items: readonly ImageItem[], target: Target): Promise<void> {
    const moving = items.filter((item) => item.classId !== target.id)
    if (moving.length === 0) return
    try {
      await label(
        moving.map((item) => item.id),
        target.id,
      )
      const groups = Map.groupBy(moving, (item) => item.classId)
      before = new Map([...groups].map(([classId, group]) => [classId, group.map((item) => item.id)]))
      const what = target.id === null ? 'without a label' : `now “${target.name}”`
      toasts.done(`${counted(moving.length, 'picture')} ${what}.`, { label: 'Undo', run: () => void undo() })
    } catch (error) {
      toasts.fail(error)
    }
  }

  async function undo(): Promise<void> {
    const restoring = before
    before = new Map()
    try {
      for (const [classId, imageIds] of restoring) await label(imageIds, classId)
    } catch (error) {
      toasts.fail(error)
    }
  }

  return { assign, undo }
}
