/**
 * The pictures of a dataset that pass a filter, by position: pages are fetched as they come into view and kept, the
 * least recently seen are forgotten. What is not there yet reads as `undefined`.
 */
import { onScopeDispose, shallowRef, watch } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import type { ImageFilter, ImageItem } from '../../../preload/contract/index.ts'
import { call } from '../../client/client.ts'
import { sentenceOf } from '../../client/errors.ts'

/** Pictures a page; the contract allows 500. */
const pageSize = 200
/** How long the view must rest before its pages are fetched: a scrollbar dragged over a million asks for few. */
const restMilliseconds = 60
/** Pages kept: 20,000 pictures, some 4 MB. */
const keptPages = 100

export interface UsePicturePagesReturn {
  /** Pictures that pass the filter; `null` until that is known. */
  readonly total: ShallowRef<number | null>
  readonly error: ShallowRef<string | null>
  /** Changes whenever an answer of `at` may have. */
  readonly version: ShallowRef<number>
  at(index: number): ImageItem | undefined
  /** Says that positions `from` to `to`, both included, are in sight; what is missing of them is fetched. */
  want(from: number, to: number): void
  /** The pictures at these positions, fetched where they are not here. */
  resolve(indices: Iterable<number>): Promise<ImageItem[]>
  /** Notes a new class of pictures that are here, ahead of the next fetch. */
  relabel(imageIds: ReadonlySet<number>, classId: number | null): void
  /** Forgets everything and begins again, keeping what is shown until it is replaced. */
  refresh(): void
}

export function usePicturePages(
  datasetId: Readonly<Ref<number>>,
  filter: Readonly<Ref<ImageFilter>>,
): UsePicturePagesReturn {
  const total = shallowRef<number | null>(null)
  const error = shallowRef<string | null>(null)
  const version = shallowRef(0)
  const pages = new Map<number, ImageItem[]>()
  const stale = new Set<number>()
  const underWay = new Map<number, Promise<ImageItem[]>>()
  /** Answers to questions of an earlier generation are dropped. */
  let generation = 0
  let lastWanted = { from: 0, to: 0 }
  let rest: ReturnType<typeof setTimeout> | undefined

  function fetchPage(page: number): Promise<ImageItem[]> {
    const begun = underWay.get(page)
    if (begun) return begun
    const asked = generation
    const fetching = call('images.page', {
      datasetId: datasetId.value,
      filter: filter.value,
      offset: page * pageSize,
      limit: pageSize,
    })
      .then((answer) => {
        if (asked === generation) keep(page, answer.items, answer.total)
        return answer.items
      })
      .finally(() => {
        if (asked === generation) underWay.delete(page)
      })
    underWay.set(page, fetching)
    return fetching
  }

  function keep(page: number, items: ImageItem[], newTotal: number): void {
    pages.delete(page)
    pages.set(page, items)
    stale.delete(page)
    for (const oldest of pages.keys()) {
      if (pages.size <= keptPages) break
      pages.delete(oldest)
    }
    total.value = newTotal
    error.value = null
    version.value++
  }

  function want(from: number, to: number): void {
    lastWanted = { from, to }
    rest ??= setTimeout(() => {
      rest = undefined
      fetchWanted()
    }, restMilliseconds)
  }

  function fetchWanted(): void {
    const { from, to } = lastWanted
    for (let page = Math.floor(from / pageSize); page <= Math.floor(to / pageSize); page++) {
      const known = pages.get(page)
      if (known && !stale.has(page)) {
        pages.delete(page)
        pages.set(page, known)
        continue
      }
      fetchPage(page).catch((thrown: unknown) => {
        error.value = sentenceOf(thrown)
      })
    }
  }

  async function resolve(indices: Iterable<number>): Promise<ImageItem[]> {
    const items: ImageItem[] = []
    for (const index of indices) {
      const page = Math.floor(index / pageSize)
      const known = pages.get(page) ?? (await fetchPage(page))
      const item = known[index % pageSize]
      if (item) items.push(item)
    }
    return items
  }

  function relabel(imageIds: ReadonlySet<number>, classId: number | null): void {
    for (const [page, items] of pages) {
      if (!items.some((item) => imageIds.has(item.id))) continue
      pages.set(
        page,
        items.map((item) => (imageIds.has(item.id) ? { ...item, classId } : item)),
      )
    }
    version.value++
  }

  function refresh(): void {
    generation++
    underWay.clear()
    for (const page of pages.keys()) stale.add(page)
    fetchWanted()
  }

  watch(
    [datasetId, filter],
    () => {
      generation++
      underWay.clear()
      pages.clear()
      stale.clear()
      total.value = null
      version.value++
      lastWanted = { from: 0, to: pageSize - 1 }
      fetchWanted()
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    generation++
    clearTimeout(rest)
  })

  return {
    total,
    error,
    version,
    at: (index) => pages.get(Math.floor(index / pageSize))?.[index % pageSize],
    want,
    resolve,
    relabel,
    refresh,
  }
}
