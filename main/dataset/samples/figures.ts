/**
 * The ten classes of the sample pictures: shapes, textures and glyphs. A figure is a set of points; where it stands, how
 * large, how turned and in which colours is `paint.ts`'s to draw.
 */
import type { Random } from '../../lib/random.ts'

/** Whether a point belongs to the figure. A shape fills about −1 … 1; a texture goes on for ever. */
export type Figure = (x: number, y: number) => boolean

export interface FigureClass {
  readonly name: string
  /** Whether it covers the whole picture rather than a place in it. */
  readonly texture: boolean
  /** Largest turn either way, in radians; a glyph turned too far would be another. */
  readonly turn: number
  readonly draw: (random: Random) => Figure
}

type Point = readonly [x: number, y: number]

export const figureClasses: readonly FigureClass[] = [
  shape('checkerboard', Math.PI, () => (x, y) => (Math.floor(x) + Math.floor(y)) % 2 === 0, true),
  shape('circle', Math.PI, () => (x, y) => x * x + y * y < 1),
  shape('dots', Math.PI, dots, true),
  shape(
    'letter A',
    0.35,
    strokes(
      [
        [-0.75, 1],
        [0, -1],
        [0.75, 1],
      ],
      [
        [-0.42, 0.3],
        [0.42, 0.3],
      ],
    ),
  ),
  shape('ring', Math.PI, ring),
  shape('square', 0.6, () => (x, y) => Math.abs(x) < 0.85 && Math.abs(y) < 0.85),
  shape('star', 0.6, star),
  shape('stripes', Math.PI, stripes, true),
  shape('triangle', 0.6, () => polygon(regular(3, 1.15))),
  shape(
    'zigzag',
    0.6,
    strokes([
      [-1, 0.5],
      [-0.5, -0.5],
      [0, 0.5],
      [0.5, -0.5],
      [1, 0.5],
    ]),
  ),
]

function shape(name: string, turn: number, draw: FigureClass['draw'], texture = false): FigureClass {
  return { name, texture, turn, draw }
}

function dots(random: Random): Figure {
  const radius = 0.45 + random.uniform() * 0.2
  return (x, y) => (x - 2 * Math.round(x / 2)) ** 2 + (y - 2 * Math.round(y / 2)) ** 2 < radius ** 2
}

function stripes(random: Random): Figure {
  const share = 0.35 + random.uniform() * 0.3
  return (x) => x / 2 - Math.floor(x / 2) < share
}

function ring(random: Random): Figure {
  const inner = 0.5 + random.uniform() * 0.25
  return (x, y) => {
    const radius = Math.hypot(x, y)
    return radius < 1 && radius > inner
  }
}

function star(random: Random): Figure {
  const depth = 0.36 + random.uniform() * 0.12
  return polygon(regular(10, 1.1).map(([x, y], index) => (index % 2 === 0 ? [x, y] : [x * depth, y * depth])))
}

/** Corners of a regular polygon around the middle, the first one at the top. */
function regular(corners: number, radius: number): Point[] {
  return Array.from({ length: corners }, (_, index) => {
    const angle = (index / corners) * 2 * Math.PI
    return [radius * Math.sin(angle), -radius * Math.cos(angle)]
  })
}

/** Inside a polygon: a ray from the point crosses its border an odd number of times. */
function polygon(corners: readonly Point[]): Figure {
  const edges = corners.map((end, index) => edge(corners.at(index - 1)!, end))
  return (x, y) => {
    let inside = false
    for (const { startX, startY, endY, alongX, alongY } of edges) {
      if (endY > y !== startY > y && x < startX + (alongX * (y - startY)) / alongY) inside = !inside
    }
    return inside
  }
}

/** Lines through points, drawn with a round pen of varying width. */
function strokes(...lines: readonly (readonly Point[])[]): FigureClass['draw'] {
  const edges = lines.flatMap((line) => line.slice(1).map((end, index) => edge(line[index]!, end)))
  return (random) => {
    const pen = (0.12 + random.uniform() * 0.1) ** 2
    return (x, y) => edges.some((line) => squaredDistance(x, y, line) < pen)
  }
}

/** A straight piece between two points. */
interface Edge {
  readonly startX: number
  readonly startY: number
  readonly endY: number
  readonly alongX: number
  readonly alongY: number
}

function edge([startX, startY]: Point, [endX, endY]: Point): Edge {
  return { startX, startY, endY, alongX: endX - startX, alongY: endY - startY }
}

/** From a point to the nearest one of an edge. */
function squaredDistance(x: number, y: number, { startX, startY, alongX, alongY }: Edge): number {
  const place = ((x - startX) * alongX + (y - startY) * alongY) / (alongX * alongX + alongY * alongY)
  const nearest = Math.min(1, Math.max(0, place))
  const [offX, offY] = [x - startX - nearest * alongX, y - startY - nearest * alongY]
  return offX * offX + offY * offY
}
