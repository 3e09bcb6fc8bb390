/** Inner width and height of an element in pixels, kept up to date. */
import { onScopeDispose, shallowRef, watch } from 'vue'
import type { Ref, ShallowRef } from 'vue'

export interface UseElementSizeReturn {
  readonly width: ShallowRef<number>
  readonly height: ShallowRef<number>
}

export function useElementSize(element: Readonly<Ref<HTMLElement | null>>): UseElementSizeReturn {
  const width = shallowRef(0)
  const height = shallowRef(0)
  const observer = new ResizeObserver(([entry]) => {
    if (entry === undefined) return
    width.value = entry.contentRect.width
    height.value = entry.contentRect.height
  })
  watch(element, (now, before) => {
    if (before) observer.unobserve(before)
    if (now) observer.observe(now)
  })
  onScopeDispose(() => {
    observer.disconnect()
  })
  return { width, height }
}
