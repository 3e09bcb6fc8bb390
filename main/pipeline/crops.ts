/** Where test time cuts: the centre, or the ten crops of the paper (section 4.1). Training's cuts are in `augment.ts`. */
import type { Window } from './cut.ts'

/** The centre crop alone, or the four corners and the centre, and the mirror image of each. */
export function testWindows(source: number, crop: number, crops: 1 | 10): readonly Window[] {
  const far = source - crop
  const middle = Math.floor(far / 2)
  if (crops === 1) return [{ x: middle, y: middle, mirror: false }]
  const corners: readonly (readonly [number, number])[] = [
    [0, 0],
    [far, 0],
    [0, far],
    [far, far],
    [middle, middle],
  ]
  return [false, true].flatMap((mirror) => corners.map(([x, y]) => ({ x, y, mirror })))
}
