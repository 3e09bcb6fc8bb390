/**
 * Paints one sample picture: a figure of its class, placed, turned and coloured at random, over a ground that shades
 * from one colour to another, with specks that mean nothing and noise. Plain numbers, so every machine paints the same.
 */
import type { Random } from '../../lib/random.ts'
import type { Figure, FigureClass } from './figures.ts'

type Colour = readonly [red: number, green: number, blue: number]

/** Samples a pixel in each direction, for smooth edges. */
const samples = 2
/** Least distance of two colours in bytes, so that a figure can be told from its ground. */
const contrast = 130
/** Bytes that colours are drawn from: dark figures on light grounds, as on paper. */
const paper = { from: 130, to: 255 } as const
const inks = { from: 0, to: 130 } as const

/** [side, side, 3] bytes. */
export function paint(figureClass: FigureClass, side: number, random: Random): Uint8Array {
  const figure = place(figureClass, random)
  const ground = [drawColour(random, paper), drawColour(random, paper)] as const
  const ink = drawColour(random, inks, ground)
  const shading = drawDirection(random)
  const specks = figureClass.texture
    ? []
    : Array.from({ length: random.integer(4) }, () => drawSpeck(random, ink, ground))
  const noise = random.uniform() * 16
  const pixels = new Uint8Array(side * side * 3)
  for (let at = 0, y = 0; y < side; y++) {
    for (let x = 0; x < side; x++, at += 3) {
      const [u, v] = [((x + 0.5) * 2) / side - 1, ((y + 0.5) * 2) / side - 1]
      const share = 0.5 + (u * shading[0] + v * shading[1]) * 0.35
      const under = specks.find((speck) => speck.covers(u, v))?.colour ?? mix(ground[0], ground[1], share)
      const colour = mix(under, ink, coverage(figure, x, y, side))
      const grain = (random.uniform() + random.uniform() - 1) * noise
      for (let channel = 0; channel < 3; channel++) {
        pixels[at + channel] = Math.max(0, Math.min(255, Math.round(colour[channel]! + grain)))
      }
    }
  }
  return pixels
}

/** The figure in the picture's coordinates, which run from −1 to 1. */
function place({ draw, texture, turn }: FigureClass, random: Random): Figure {
  const figure = draw(random)
  const size = texture ? 0.09 + random.uniform() * 0.13 : 0.45 + random.uniform() * 0.35
  const room = texture ? 1 : Math.max(0, 0.9 - size)
  const [left, top] = [(random.uniform() * 2 - 1) * room, (random.uniform() * 2 - 1) * room]
  const angle = (random.uniform() * 2 - 1) * turn
  const stretch = 0.9 + random.uniform() * 0.2
  const [cosine, sine] = [Math.cos(angle) / size, Math.sin(angle) / size]
  return (x, y) => {
    const [fromX, fromY] = [x - left, y - top]
    return figure((fromX * cosine + fromY * sine) * stretch, (fromY * cosine - fromX * sine) / stretch)
  }
}

/** Share of a pixel that the figure covers. */
function coverage(figure: Figure, x: number, y: number, side: number): number {
  let covered = 0
  for (let row = 0; row < samples; row++) {
    for (let column = 0; column < samples; column++) {
      const u = ((x + (column + 0.5) / samples) * 2) / side - 1
      const v = ((y + (row + 0.5) / samples) * 2) / side - 1
      if (figure(u, v)) covered++
    }
  }
  return covered / samples ** 2
}

/** A colour of this range that stands out from all of `others`. */
function drawColour(random: Random, range: { from: number; to: number }, others: readonly Colour[] = []): Colour {
  const byte = () => range.from + random.integer(range.to - range.from + 1)
  for (;;) {
    const colour = [byte(), byte(), byte()] as const
    if (others.every((other) => Math.hypot(...colour.map((byte, index) => byte - other[index]!)) > contrast))
      return colour
  }
}

function drawDirection(random: Random): readonly [number, number] {
  const angle = random.uniform() * 2 * Math.PI
  return [Math.cos(angle), Math.sin(angle)]
}

/** A small square blot between the figure's colour and the ground's. */
function drawSpeck(random: Random, ink: Colour, ground: readonly [Colour, Colour]) {
  const [x, y] = [random.uniform() * 2 - 1, random.uniform() * 2 - 1]
  const size = 0.02 + random.uniform() * 0.06
  return {
    colour: mix(ground[0], ink, random.uniform()),
    covers: (u: number, v: number) => Math.abs(u - x) < size && Math.abs(v - y) < size,
  }
}

function mix(one: Colour, other: Colour, share: number): Colour {
  return [
    one[0] + (other[0] - one[0]) * share,
    one[1] + (other[1] - one[1]) * share,
    one[2] + (other[2] - one[2]) * share,
  ]
}
