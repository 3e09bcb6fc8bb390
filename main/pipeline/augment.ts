/**
 * What training draws for each picture (paper, section 4.1): a crop, a mirror image, a shift of colour. Every draw is a
 * function of (seed, epoch, position in the epoch), so that it is the same whichever worker makes it.
 */
import { Random } from '../lib/random.ts'
import type { ColourBasis, ColourShift } from './colour.ts'
import { colourShift } from './colour.ts'
import type { Window } from './cut.ts'

/** Which of the techniques are on. */
export interface Augmentation {
  readonly crop: boolean
  readonly mirror: boolean
  readonly colour: boolean
}

/** The window of a picture: a random one, or the centre where random crops are off. */
export function drawWindow(
  { crop, mirror }: Augmentation,
  margin: number,
  seed: number,
  epoch: number,
  position: number,
): Window {
  const middle = Math.floor(margin / 2)
  const random = crop ? new Random(seed, 'crop', epoch, position) : undefined
  return {
    x: random ? random.integer(margin + 1) : middle,
    y: random ? random.integer(margin + 1) : middle,
    mirror: mirror && new Random(seed, 'mirror', epoch, position).integer(2) === 1,
  }
}

/** The colour shift of a picture along the principal components of the training pixels. */
export function drawColourShift(basis: ColourBasis, seed: number, epoch: number, position: number): ColourShift {
  const random = new Random(seed, 'colour', epoch, position)
  return colourShift(basis, [random.normal() * 0.1, random.normal() * 0.1, random.normal() * 0.1])
}
