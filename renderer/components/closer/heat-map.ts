/** An occlusion map as a picture to lie over the one that was classified. Pure. */
import { tellingLoss, type OcclusionMap } from '../../../preload/contract/index.ts'

/** What a class depends on, and what speaks against it: orange and blue, which stay apart for every kind of colour vision. */
const forIt = [255, 106, 0] as const
const against = [30, 100, 255] as const
/** Alpha of the strongest cell: the picture below stays to be seen. */
const opacity = 190

/** RGBA bytes [cells, 4] of a map, the strongest cell at full opacity. */
export function heatMap({
  losses,
  probability,
}: Pick<OcclusionMap, 'losses' | 'probability'>): Uint8ClampedArray<ArrayBuffer> {
  const strongest = Math.max(tellingLoss * probability, ...losses.map(Math.abs))
  const pixels = new Uint8ClampedArray(losses.length * 4)
  losses.forEach((loss, cell) => {
    pixels.set([...(loss > 0 ? forIt : against), (Math.abs(loss) / strongest) * opacity], cell * 4)
  })
  return pixels
}
