/**
 * A rectangle drawn with the mouse over a scrolled box: where it is, and scrolling on at the box's edges. It begins when
 * the pointer has moved far enough that it is no click.
 */
import { onScopeDispose, shallowRef } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import type { Rectangle } from './geometry.ts'

/** Pixels that tell a drag from a click. */
const threshold = 5
/** Pixels at the box's upper and lower edge where it scrolls on, and how many a frame at most. */
const edge = 40
const fastest = 24

export interface UseRubberBandOptions {
  readonly scroller: Readonly<Ref<HTMLElement | null>>
  began(event: PointerEvent): void
  /** The rectangle in the coordinates of the scrolled content. */
  moved(rectangle: Rectangle): void
  ended(): void
}

export interface UseRubberBandReturn {
  /** The rectangle while one is drawn. */
  readonly band: ShallowRef<Rectangle | null>
  pointerdown(event: PointerEvent): void
}

export function useRubberBand({ scroller, began, moved, ended }: UseRubberBandOptions): UseRubberBandReturn {
  const band = shallowRef<Rectangle | null>(null)
  let start: { readonly event: PointerEvent; readonly x: number; readonly y: number } | null = null
  let pointer = { x: 0, y: 0 }
  let frame = 0

  /** A point of the window in the coordinates of the scrolled content. */
  function inContent({ x, y }: { x: number; y: number }): { x: number; y: number } {
    const box = scroller.value!
    const { left, top } = box.getBoundingClientRect()
    return { x: x - left, y: y - top + box.scrollTop }
  }

  function draw(): void {
    if (!start || !scroller.value) return
    const { x, y } = inContent(pointer)
    const rectangle = {
      left: Math.min(start.x, x),
      right: Math.max(start.x, x),
      top: Math.min(start.y, y),
      bottom: Math.max(start.y, y),
    }
    band.value = rectangle
    moved(rectangle)
  }

  function scrollOn(): void {
    frame = requestAnimationFrame(scrollOn)
    const box = scroller.value
    if (!box) return
    const { top, bottom } = box.getBoundingClientRect()
    const beyond = pointer.y < top + edge ? pointer.y - top - edge : Math.max(0, pointer.y - bottom + edge)
    if (beyond === 0) return
    box.scrollTop += Math.max(-fastest, Math.min(fastest, beyond / 2))
    draw()
  }

  function pointermove(event: PointerEvent): void {
    pointer = { x: event.clientX, y: event.clientY }
    if (!start) return
    if (!band.value) {
      const { event: first } = start
      if (Math.hypot(event.clientX - first.clientX, event.clientY - first.clientY) < threshold) return
      began(first)
      frame = requestAnimationFrame(scrollOn)
    }
    draw()
  }

  function stop(): void {
    window.removeEventListener('pointermove', pointermove)
    window.removeEventListener('pointerup', stop)
    window.removeEventListener('pointercancel', stop)
    cancelAnimationFrame(frame)
    start = null
    if (!band.value) return
    band.value = null
    ended()
  }

  function pointerdown(event: PointerEvent): void {
    const box = scroller.value
    if (!box || event.button !== 0 || event.pointerType === 'touch') return
    const isScrollbar = event.clientX > box.getBoundingClientRect().left + box.clientWidth
    if (isScrollbar) return
    pointer = { x: event.clientX, y: event.clientY }
    start = { event, ...inContent(pointer) }
    window.addEventListener('pointermove', pointermove)
    window.addEventListener('pointerup', stop)
    window.addEventListener('pointercancel', stop)
  }

  onScopeDispose(stop)
  return { band, pointerdown }
}
