/**
 * Which parts of a picture its classes depend on: a grey square hides one part after another, and where a class becomes
 * less probable, the network had looked (Zeiler and Fergus 2014, section 4.2, “Occlusion sensitivity”).
 */
import type { OcclusionMap } from '../../preload/contract/index.ts'
import { occlusionSide } from '../../preload/contract/index.ts'
import { softmax } from '../train/metrics.ts'
import type { ClassifyPicture } from '../worker/protocol.ts'
import { mostProbable } from './classify.ts'
import type { Model } from './models.ts'
import { centreCrops, readPicture } from './pictures.ts'

/** Cells that the grey square covers along each side, of the map's 16. */
const covered = 3
const places = occlusionSide - covered + 1
const grey = 128

/**
 * Maps of the `top` most probable classes, the most probable first, from 1 + 14² answers of the network. Throws `Failure`
 * where the picture cannot be read, the signal's reason where it is aborted.
 */
export async function occlusionMaps(
  { run, network, predictor }: Model,
  picture: ClassifyPicture,
  top: number,
  signal: AbortSignal,
): Promise<OcclusionMap[]> {
  const { crop, classes } = network
  const seen = centreCrops(network, [await readPicture(picture)])
  const maps = mostProbable(await predictor.predict(seen, 1), run.classNames, top).map((prediction) => ({
    ...prediction,
    hidden: new Float32Array(places * places),
  }))
  const images = new Uint8Array(places * seen.length)
  for (let row = 0; row < places; row++) {
    signal.throwIfAborted()
    for (let column = 0; column < places; column++) {
      const image = images.subarray(column * seen.length, (column + 1) * seen.length)
      image.set(seen)
      hide(image, crop, row, column)
    }
    const logits = await predictor.predict(images, places)
    for (let column = 0; column < places; column++) {
      const probabilities = softmax(logits.subarray(column * classes, (column + 1) * classes))
      for (const { hidden, index } of maps) hidden[row * places + column] = probabilities[index]!
    }
  }
  return maps.map(({ hidden, ...prediction }) => ({
    ...prediction,
    lowest: Math.min(...hidden),
    losses: meanLosses(hidden, prediction.probability),
  }))
}

/** Pixel where a cell of the map begins. */
function edge(cell: number, crop: number): number {
  return Math.round((cell * crop) / occlusionSide)
}

function hide(image: Uint8Array, crop: number, row: number, column: number): void {
  const [left, right] = [edge(column, crop), edge(column + covered, crop)]
  for (let y = edge(row, crop); y < edge(row + covered, crop); y++) {
    image.fill(grey, (y * crop + left) * 3, (y * crop + right) * 3)
  }
}

/** For each cell, what the class loses, as the mean of the squares that cover it. */
function meanLosses(hidden: Float32Array, probability: number): number[] {
  return Array.from({ length: occlusionSide ** 2 }, (_, cell) => {
    const losses: number[] = []
    for (const row of covering(Math.floor(cell / occlusionSide))) {
      for (const column of covering(cell % occlusionSide)) losses.push(probability - hidden[row * places + column]!)
    }
    return losses.reduce((sum, loss) => sum + loss, 0) / losses.length
  })
}

/** First cells of the squares that cover a cell, along one side. */
function covering(cell: number): readonly number[] {
  const first = Math.max(0, cell - covered + 1)
  const last = Math.min(cell, places - 1)
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
