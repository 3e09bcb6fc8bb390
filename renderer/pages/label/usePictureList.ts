/**
 * The pictures of a selection, as a list that stands still: its ids are asked for once, so that a picture keeps its
 * place while labels change, until the list is asked for anew. What is known of each picture is fetched as it comes
 * into view; the least recently fetched is forgotten.
 */
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import { answeringRun, type ImageItem } from '../../../preload/contract/index.ts'
import { call } from '../../client/client.ts'
import { sentenceOf } from '../../client/errors.ts'
import { positions } from './ranges.ts'
import type { Ranges } from './ranges.ts'
import type { View } from './view.ts'

/** Pictures fetched beyond each edge of what is in sight. */
const portion = 150
/** Pictures a request, which the contract limits. */
const mostAtOnce = 500
/** How long the view must rest before more is fetched: a scrollbar dragged over a million asks for little. */
const restMilliseconds = 40
/** Pictures remembered, some 4 MB. */
const remembered = 20_000

/** What becomes of a picture. */
export type Patch = Partial<ImageItem> | ((item: ImageItem) => Partial<ImageItem>)

export interface UsePictureListReturn {
  /** How many pictures the list has; `null` until that is known. */
  readonly total: ComputedRef<number | null>
  readonly error: ShallowRef<string | null>
  /** Changes whenever an answer of `idAt` or `at` may have. */
  readonly version: ShallowRef<number>
  /** Changes whenever the list of another view is here. */
  readonly opened: ShallowRef<number>
  idAt(index: number): number | undefined
  /** What is known of the picture at this place; `undefined` until it was fetched. */
  at(index: number): ImageItem | undefined
  /** Where a picture stands; -1 where it is not in the list. */
  placeOf(imageId: number): number
  idsOf(ranges: Ranges): number[]
  /** Says that places `from` to `to`, both included, are in sight; what is not known of them is fetched. */
  want(from: number, to: number): void
  /** Fetches what is to be known of one place, and answers it. */
  fetch(index: number): Promise<ImageItem | undefined>
  /** Notes a change of pictures ahead of the next fetch: of all, or of each that is known as it asks for. */
  patch(imageIds: readonly number[], change: Patch): void
  /** Fetches anew what is in sight, and later what comes into view; places stay. */
  refresh(): void
  /** Asks for the list anew, and shows what there is until the answer is here; answers whether it came. */
  reload(): Promise<boolean>
}

export function usePictureList(datasetId: Readonly<Ref<number>>, view: Readonly<Ref<View>>): UsePictureListReturn {
  const ids = shallowRef<readonly number[] | null>(null)
  const error = shallowRef<string | null>(null)
  const version = shallowRef(0)
  const opened = shallowRef(0)
  const items = new Map<number, ImageItem>()
  /** Changes ahead of the next fetch, which answers that are still on their way do not know of. */
  const patches = new Map<number, Partial<ImageItem>>()
  /** Pictures of whom something may have changed since they were fetched. */
  let stale = new Set<number>()
  let underWay = new Set<number>()
  /** Lists and pictures asked for before the last `reload` or `refresh` are too old to be believed. */
  let newestList = 0
  let newestItems = 0
  let sight = { from: 0, to: portion - 1 }
  let rest: ReturnType<typeof setTimeout> | undefined

  async function fetchItems(imageIds: readonly number[]): Promise<void> {
    const asked = newestItems
    const waiting = underWay
    for (const id of imageIds) waiting.add(id)
    try {
      const run = answeringRun(view.value.filter)
      const question = { datasetId: datasetId.value, imageIds: [...imageIds] }
      const answer = await call('images.get', run === undefined ? question : { ...question, answersOf: run })
      if (asked !== newestItems) return
      for (const item of answer.items) remember(item)
      version.value++
    } finally {
      for (const id of imageIds) waiting.delete(id)
    }
  }

  function remember(item: ImageItem): void {
    items.delete(item.id)
    items.set(item.id, { ...item, ...patches.get(item.id) })
    stale.delete(item.id)
    if (items.size > remembered) items.delete(items.keys().next().value!)
  }

  function want(from: number, to: number): void {
    sight = { from, to }
    rest ??= setTimeout(() => {
      rest = undefined
      fetchSight()
    }, restMilliseconds)
  }

  /** What is not known of the pictures in sight, and as much again ahead of them and behind. */
  function fetchSight(): void {
    const { from, to } = sight
    const around = ids.value?.slice(Math.max(0, from - portion), to + 1 + portion) ?? []
    const visible = ids.value?.slice(from, to + 1) ?? []
    const needed = (id: number) => (!items.has(id) || stale.has(id)) && !underWay.has(id)
    if (!visible.some(needed)) return
    const missing = around.filter(needed)
    for (let start = 0; start < missing.length; start += mostAtOnce) {
      fetchItems(missing.slice(start, start + mostAtOnce)).catch((thrown: unknown) => {
        error.value = sentenceOf(thrown)
      })
    }
  }

  async function fetch(index: number): Promise<ImageItem | undefined> {
    const id = ids.value?.[index]
    if (id === undefined) return undefined
    if (!items.has(id)) await fetchItems([id])
    return items.get(id)
  }

  function patch(imageIds: readonly number[], change: Patch): void {
    for (const id of imageIds) {
      const item = items.get(id)
      const own = typeof change !== 'function' ? change : item ? change(item) : {}
      if (item) items.set(id, { ...item, ...own })
      patches.set(id, { ...patches.get(id), ...own })
    }
    version.value++
  }

  function refresh(): void {
    newestItems++
    underWay = new Set()
    patches.clear()
    stale = new Set(items.keys())
    fetchSight()
  }

  /** Answers whether the list is here, and no newer one was asked for. */
  async function reload(): Promise<boolean> {
    const asked = ++newestList
    try {
      const answer = await call('images.ids', { datasetId: datasetId.value, ...view.value })
      if (asked !== newestList) return false
      ids.value = answer.ids
      error.value = null
      version.value++
      refresh()
      return true
    } catch (thrown) {
      if (asked === newestList) error.value = sentenceOf(thrown)
      return false
    }
  }

  watch(
    [datasetId, view],
    async () => {
      sight = { from: 0, to: portion - 1 }
      if (await reload()) opened.value++
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    newestList++
    newestItems++
    clearTimeout(rest)
  })

  return {
    total: computed(() => ids.value?.length ?? null),
    error,
    version,
    opened,
    idAt: (index) => ids.value?.[index],
    at(index) {
      const id = ids.value?.[index]
      return id === undefined ? undefined : items.get(id)
    },
    placeOf: (imageId) => ids.value?.indexOf(imageId) ?? -1,
    idsOf: (ranges) => {
      const all = ids.value ?? []
      return Array.from(positions(ranges), (position) => all[position]).filter((id) => id !== undefined)
    },
    want,
    fetch,
    patch,
    refresh,
    reload,
  }
}
