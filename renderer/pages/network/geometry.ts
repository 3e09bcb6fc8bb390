/**
 * Layers as boxes in a cabinet projection, in the manner of the paper's figure 2. Sides of feature maps, channels and
 * units of dense layers are each drawn to one scale. A network of groups is drawn as two streams. Pure; lengths are SVG
 * pixels, y grows downwards.
 */
import type { LayerForm, LayerRow } from '../../../preload/contract/index.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

/** Top left corner and size of the front face, and how far the box recedes to the right and up. */
export interface Box extends Point {
  readonly width: number
  readonly height: number
  readonly depth: number
}

export interface Volume {
  readonly name: string
  readonly kind: LayerForm['kind']
  /** `55×55×96` or `4096` */
  readonly shape: string
  /** The volume, or its upper and lower half. */
  readonly boxes: readonly Box[]
}

/** What one unit of a convolution sees: a window on the maps before it, and where that unit is. */
export interface Sight {
  /** Name of the convolution. */
  readonly name: string
  readonly window: readonly Point[]
  readonly unit: Point
}

/** A connection of everything with everything: the sheet between two edges. */
export interface Sheet {
  readonly name: string
  readonly corners: readonly Point[]
}

export interface Drawing {
  readonly volumes: readonly Volume[]
  readonly sights: readonly Sight[]
  readonly sheets: readonly Sheet[]
  readonly width: number
  /** The line that the volumes stand on; the drawing's top is at 0. */
  readonly ground: number
}

const tallest = 190
const widest = 92
const denseWidth = 9
const recession = 0.34
const gap = 30
const streamGap = 18
/** Room that the words below a volume need. */
const leastAdvance = 76

/** Places the layers that change the shape of what flows; the others are in the table. */
export function draw(layers: readonly LayerRow[]): Drawing {
  const shown = layers.filter(({ form }) => ['input', 'convolution', 'pooling', 'dense'].includes(form.kind))
  const maps = shown.filter((layer) => layer.outputShape.length === 3)
  const dense = shown.filter((layer) => layer.outputShape.length === 1)
  const sideScale = tallest / Math.max(1, ...maps.map((layer) => layer.outputShape[1]!))
  const channelScale = widest / Math.max(1, ...maps.map((layer) => layer.outputShape[0]!))
  const unitScale = tallest / Math.max(1, ...dense.map((layer) => layer.outputShape[0]!))

  const isSplit = shown.some(({ form }) => form.kind === 'convolution' && form.groups === 2)
  const inStreams = ({ form }: LayerRow) => isSplit && (form.kind === 'convolution' || form.kind === 'pooling')
  const highestHalf = Math.max(0, ...shown.filter(inStreams).map((layer) => layer.outputShape[1]! * sideScale))
  const rise = highestHalf * (1 + recession) + streamGap
  const highest = isSplit ? Math.max(tallest * (1 + recession), 2 * rise) : tallest * (1 + recession)

  let x = 0
  const volumes = shown.map((layer): Volume => {
    const [first = 1, side] = layer.outputShape
    const height = side === undefined ? first * unitScale : side * sideScale
    const depth = side === undefined ? denseWidth * recession : height * recession
    const streams = inStreams(layer) ? [rise, 0] : [0]
    const width = side === undefined ? denseWidth : Math.max(2, (first * channelScale) / streams.length)
    const boxes = streams.map((lift): Box => ({ x, y: highest - lift - height, width, height, depth }))
    x += Math.max(width + depth + gap, leastAdvance)
    return { name: layer.name, kind: layer.form.kind, shape: shapeText(layer.outputShape), boxes }
  })
  const pairs = volumes.slice(1).map((volume, index) => [volumes[index]!, volume, shown[index + 1]!.form] as const)
  return {
    volumes,
    sights: pairs.flatMap(([from, to, form]) => sightsOf(from, to, form, sideScale)),
    sheets: pairs.flatMap(([from, to]) => (to.kind === 'dense' ? from.boxes.map((box) => sheet(box, to)) : [])),
    width: x,
    ground: highest,
  }
}

/** One window for each half that sees and each half that it sees; a convolution in groups sees only its own. */
function sightsOf(from: Volume, to: Volume, form: LayerForm, sideScale: number): Sight[] {
  if (form.kind !== 'convolution') return []
  return to.boxes.flatMap((target, stream) =>
    from.boxes.flatMap((source, other) => {
      const isApart = form.groups === 2 && from.boxes.length === 2 && stream !== other
      if (isApart) return []
      const place = to.boxes.length > from.boxes.length ? 0.25 + 0.4 * stream : 0.42
      const window = windowOn(source, Math.min(form.size * sideScale, source.height), place)
      return [{ name: to.name, window, unit: { x: target.x, y: target.y + target.height / 2 } }]
    }),
  )
}

/** A square of the side on the box's receding face, `place` of the way down and in the middle of its depth. */
function windowOn({ x, y, width, height, depth }: Box, side: number, place: number): Point[] {
  const [near, far] = [(depth - side * recession) / 2, (depth + side * recession) / 2]
  const top = y + (height - side) * place
  const left = x + width
  return [
    { x: left + near, y: top - near },
    { x: left + far, y: top - far },
    { x: left + far, y: top - far + side },
    { x: left + near, y: top - near + side },
  ]
}

function sheet({ x, y, width, height, depth }: Box, to: Volume): Sheet {
  const [target] = to.boxes
  const right = x + width + depth / 2
  const [top, bottom] = [y - depth / 2, y + height - depth / 2]
  return {
    name: to.name,
    corners: [
      { x: right, y: top },
      { x: target!.x, y: target!.y },
      { x: target!.x, y: target!.y + target!.height },
      { x: right, y: bottom },
    ],
  }
}

/** [96, 55, 55] → `55×55×96`, [4096] → `4096` */
export function shapeText(shape: readonly number[]): string {
  const [first = 0, ...sides] = shape
  return [...sides, first].join('×')
}
