/**
 * Moving about on a chart: a drag shows a part closer, a drag with Shift moves, Ctrl and the wheel (or a pinch) zooms, a
 * sideways wheel moves, a double click shows all; and the same by keys: + − ← → Home and 0.
 */
import type uPlot from 'uplot'
import type { View } from './curve.ts'
import { pan, within, zoom } from './view.ts'

export interface Interaction {
  readonly view: () => View | null
  readonly full: () => View
  readonly show: (view: View | null) => void
}

/** What of a view one press of a key or one turn of a wheel moves by or leaves. */
const keyShare = 0.2
const keyFactor = 0.7

/** Listens on the plot's own surface, which uPlot removes with the plot. */
export function interact(plot: uPlot, { view, full, show }: Interaction): void {
  const surface = plot.over
  surface.addEventListener(
    'wheel',
    (event) => {
      const isZoom = event.ctrlKey || event.metaKey
      const isPan = !isZoom && Math.abs(event.deltaX) > Math.abs(event.deltaY)
      if (!isZoom && !(isPan && view())) return
      event.preventDefault()
      if (isPan) show(pan(view(), full(), event.deltaX / surface.clientWidth))
      else show(zoom(view(), full(), plot.posToVal(event.offsetX, 'x'), Math.exp(event.deltaY / 300)))
    },
    { passive: false },
  )
  surface.addEventListener('pointerdown', (event) => {
    if (!event.shiftKey || event.button !== 0 || !view()) return
    const [begun, startX] = [view(), event.clientX]
    const move = ({ clientX }: PointerEvent) => show(pan(begun, full(), (startX - clientX) / surface.clientWidth))
    const end = () => {
      removeEventListener('pointermove', move)
      removeEventListener('pointerup', end)
    }
    addEventListener('pointermove', move)
    addEventListener('pointerup', end)
  })
}

/** What a key does to the view; `undefined` where it is no key of a chart's. */
export function viewOfKey(key: string, now: View | null, full: View): View | null | undefined {
  const { start, end } = now ?? full
  switch (key) {
    case '+':
    case '=':
      return zoom(now, full, (start + end) / 2, keyFactor)
    case '-':
      return zoom(now, full, (start + end) / 2, 1 / keyFactor)
    case 'ArrowLeft':
      return pan(now, full, -keyShare)
    case 'ArrowRight':
      return pan(now, full, keyShare)
    case '0':
    case 'Home':
      return null
    default:
      return undefined
  }
}

/** The part of the axis that a person drew a frame over. */
export function selected(plot: uPlot, full: View): View | null {
  const { left, width } = plot.select
  return within({ start: plot.posToVal(left, 'x'), end: plot.posToVal(left + width, 'x') }, full)
}
