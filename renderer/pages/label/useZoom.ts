/**
 * Magnifying a picture that fills a box: 1 shows all of it. The point under the pointer stays where it is while the
 * magnification changes, and the picture never leaves the box.
 */
import { computed, shallowRef } from 'vue'
import type { ComputedRef, Ref } from 'vue'

const largest = 16
/** Of one press of a key. */
const step = 1.5

/** From the middle of the box, pixels. */
interface Point {
  readonly x: number
  readonly y: number
}

export interface UseZoomReturn {
  readonly scale: Readonly<Ref<number>>
  /** The CSS transform of the picture, from the box's middle. */
  readonly transform: ComputedRef<string>
  wheel(event: WheelEvent): void
  /** Moves the picture while the button is held. */
  drag(event: PointerEvent): void
  nearer(): void
  farther(): void
  /** Shows all of the picture. */
  reset(): void
}

export function useZoom(box: Readonly<Ref<HTMLElement | null>>): UseZoomReturn {
  const scale = shallowRef(1)
  const offset = shallowRef<Point>({ x: 0, y: 0 })

  /** How far the picture may be moved in each direction. */
  function limited({ x, y }: Point, at: number): Point {
    const width = ((box.value?.clientWidth ?? 0) * (at - 1)) / 2
    const height = ((box.value?.clientHeight ?? 0) * (at - 1)) / 2
    return { x: Math.max(-width, Math.min(width, x)), y: Math.max(-height, Math.min(height, y)) }
  }

  function zoom(factor: number, { x, y }: Point = { x: 0, y: 0 }): void {
    const before = scale.value
    scale.value = Math.max(1, Math.min(largest, before * factor))
    const ratio = scale.value / before
    const moved = { x: x - (x - offset.value.x) * ratio, y: y - (y - offset.value.y) * ratio }
    offset.value = limited(moved, scale.value)
  }

  function wheel(event: WheelEvent): void {
    const { left, top, width, height } = box.value!.getBoundingClientRect()
    const point = { x: event.clientX - left - width / 2, y: event.clientY - top - height / 2 }
    zoom(Math.exp(-event.deltaY / 300), point)
  }

  function drag(event: PointerEvent): void {
    if (event.buttons !== 1 || scale.value === 1) return
    offset.value = limited({ x: offset.value.x + event.movementX, y: offset.value.y + event.movementY }, scale.value)
  }

  return {
    scale,
    transform: computed(() => `translate(${offset.value.x}px, ${offset.value.y}px) scale(${scale.value})`),
    wheel,
    drag,
    nearer: () => {
      zoom(step)
    },
    farther: () => {
      zoom(1 / step)
    },
    reset() {
      scale.value = 1
      offset.value = { x: 0, y: 0 }
    },
  }
}
