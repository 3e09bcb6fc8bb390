/** Where the window is to be: where it was, if a screen still shows enough of it to take hold of. Pure. */
import type { Rectangle } from './memory.ts'

export const smallest = { width: 900, height: 600 } as const
const usual = { width: 1280, height: 800 } as const

/** Width and height in pixels that must lie on a screen, so that the title bar can be dragged. */
const hold = { width: 160, height: 48 }

/** The bounds to open with; without a place the platform centres the window. `screens` are their work areas. */
export function placeWindow(
  bounds: Rectangle | undefined,
  screens: readonly Rectangle[],
): Partial<Rectangle> & Pick<Rectangle, 'width' | 'height'> {
  if (!bounds) return usual
  const width = Math.max(smallest.width, bounds.width)
  const height = Math.max(smallest.height, bounds.height)
  return screens.some((screen) => shows(screen, bounds)) ? { ...bounds, width, height } : { width, height }
}

function shows(screen: Rectangle, { x, y, width }: Rectangle): boolean {
  const across = Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x)
  const below = screen.y + screen.height - y
  return across >= hold.width && y >= screen.y && below >= hold.height
}
