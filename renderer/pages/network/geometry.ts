/**
 * Layers as boxes in a cabinet projection. Height and receding depth follow the square root of the side of the feature
 * maps, so that 6×6 is still seen beside 224×224; width is in proportion to the channels. Dense layers are bars whose
 * height follows the square root of their units. Pure; lengths are SVG pixels.
 */
import type { LayerRow } from '../../../preload/contract/index.ts'

export interface Volume {
  readonly name: string
  readonly kind: 'input' | 'convolution' | 'pooling' | 'dense'
  /** `55×55×96` or `4096` */
  readonly shape: string
  /** Left edge of the front face, and its size; it stands on the ground line. */
  readonly x: number
  readonly width: number
  readonly height: number
  /** How far the box recedes to the right and up. */
  readonly depth: number
}

export interface Drawing {
  readonly volumes: readonly Volume[]
  readonly width: number
  /** Distance from the top to the ground line. */
  readonly ground: number
}

const tallest = 190
const recession = 0.32
const gap = 26
/** Room that the words below a volume need. */
const leastAdvance = 74
const denseWidth = 9
const widest = 92

/** Places the layers that change the shape of what flows; the others are in the table. */
export function draw(layers: readonly LayerRow[]): Drawing {
  const shown = layers.filter((layer) => layer.kind in { input: 0, convolution: 0, pooling: 0, dense: 0 })
  const maps = shown.filter((layer) => layer.outputShape.length === 3)
  const largestSide = Math.max(1, ...maps.map((layer) => layer.outputShape[1] ?? 1))
  const mostChannels = Math.max(1, ...maps.map((layer) => layer.outputShape[0] ?? 1))
  const mostUnits = Math.max(
    1,
    ...shown.filter((layer) => layer.outputShape.length === 1).map((layer) => layer.outputShape[0] ?? 1),
  )
  const heightOf = (value: number, most: number) => tallest * Math.sqrt(value / most)

  let x = 0
  const volumes = shown.map((layer): Volume => {
    const [first = 1, side] = layer.outputShape
    const height = side === undefined ? heightOf(first, mostUnits) : heightOf(side, largestSide)
    const size =
      side === undefined
        ? { width: denseWidth, height, depth: denseWidth * recession }
        : { width: Math.max(2, (first / mostChannels) * widest), height, depth: height * recession }
    const volume = {
      name: layer.name,
      kind: layer.kind as Volume['kind'],
      shape: shapeText(layer.outputShape),
      x,
      ...size,
    }
    x += Math.max(size.width + size.depth + gap, leastAdvance)
    return volume
  })
  return { volumes, width: x, ground: tallest * (1 + recession) }
}

/** [96, 55, 55] → `55×55×96`, [4096] → `4096` */
export function shapeText(shape: readonly number[]): string {
  const [first = 0, ...sides] = shape
  return [...sides, first].join('×')
}
