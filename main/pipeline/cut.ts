/**
 * Cuts a network's input out of a pixel record: as if the record had first been shrunk to the source side, then cropped
 * and mirrored, but touching only the pixels that the crop needs. Training, validation and classification all cut here.
 * It decides nothing; `augment.ts` and `crops.ts` say where to cut.
 */

/** A square of `crop` pixels whose top left corner is at (x, y) of the shrunk picture. */
export interface Window {
  readonly x: number
  readonly y: number
  readonly mirror: boolean
}

/**
 * Writes [crop, crop, 3] bytes to `output` from `offset` on.
 * @param record one square RGB picture of `side` × `side` pixels
 * @param source side in pixels of the shrunk picture, at most `side`
 */
export type Cut = (record: Uint8Array, window: Window, output: Uint8Array, offset: number) => void

/** The cutter for records of `side` pixels: a copy, exact box averages where `source` halves evenly, else area averages. */
export function createCut(side: number, source: number, crop: number): Cut {
  const factor = side / source
  if (factor === 1) return copyCut(side, crop)
  if (factor === 2) return halfCut(side, crop)
  if (factor === 4 || factor === 8) return boxCut(side, crop, factor)
  return areaCut(side, source, crop)
}

/** First byte and stride of an output row, which a mirrored row fills from its end. */
function rowStart(offset: number, row: number, crop: number, mirror: boolean): number {
  return offset + row * crop * 3 + (mirror ? crop * 3 - 3 : 0)
}

function copyCut(side: number, crop: number): Cut {
  return (record, { x, y, mirror }, output, offset) => {
    for (let row = 0; row < crop; row++) {
      let from = ((y + row) * side + x) * 3
      if (!mirror) {
        output.set(record.subarray(from, from + crop * 3), offset + row * crop * 3)
        continue
      }
      let to = rowStart(offset, row, crop, true)
      for (let column = 0; column < crop; column++, from += 3, to -= 3) {
        output[to] = record[from]!
        output[to + 1] = record[from + 1]!
        output[to + 2] = record[from + 2]!
      }
    }
  }
}

function halfCut(side: number, crop: number): Cut {
  const pitch = side * 3
  return (record, { x, y, mirror }, output, offset) => {
    const stride = mirror ? -3 : 3
    for (let row = 0; row < crop; row++) {
      let a = (y + row) * 2 * pitch + x * 6
      let b = a + pitch
      let to = rowStart(offset, row, crop, mirror)
      for (let column = 0; column < crop; column++, a += 6, b += 6, to += stride) {
        output[to] = (record[a]! + record[a + 3]! + record[b]! + record[b + 3]! + 2) >> 2
        output[to + 1] = (record[a + 1]! + record[a + 4]! + record[b + 1]! + record[b + 4]! + 2) >> 2
        output[to + 2] = (record[a + 2]! + record[a + 5]! + record[b + 2]! + record[b + 5]! + 2) >> 2
      }
    }
  }
}

function boxCut(side: number, crop: number, factor: 4 | 8): Cut {
  const pitch = side * 3
  const shift = factor === 4 ? 4 : 6
  const half = 1 << (shift - 1)
  return (record, { x, y, mirror }, output, offset) => {
    const stride = mirror ? -3 : 3
    for (let row = 0; row < crop; row++) {
      const top = (y + row) * factor * pitch
      let to = rowStart(offset, row, crop, mirror)
      for (let column = 0; column < crop; column++, to += stride) {
        let red = half
        let green = half
        let blue = half
        const left = top + (x + column) * factor * 3
        for (let line = left; line < left + factor * pitch; line += pitch) {
          for (let at = line; at < line + factor * 3; at += 3) {
            red += record[at]!
            green += record[at + 1]!
            blue += record[at + 2]!
          }
        }
        output[to] = red >> shift
        output[to + 1] = green >> shift
        output[to + 2] = blue >> shift
      }
    }
  }
}

function areaCut(side: number, source: number, crop: number): Cut {
  const spans = areaSpans(side, source)
  const line = new Float32Array(side * 3)
  return (record, { x, y, mirror }, output, offset) => {
    const stride = mirror ? -3 : 3
    for (let row = 0; row < crop; row++) {
      const vertical = spans[y + row]!
      line.fill(0)
      vertical.weights.forEach((weight, index) => {
        const from = (vertical.first + index) * side * 3
        for (let at = 0; at < line.length; at++) line[at]! += weight * record[from + at]!
      })
      let to = rowStart(offset, row, crop, mirror)
      for (let column = 0; column < crop; column++, to += stride) {
        const { first, weights } = spans[x + column]!
        for (let channel = 0; channel < 3; channel++) {
          let sum = 0.5
          for (let index = 0; index < weights.length; index++)
            sum += weights[index]! * line[(first + index) * 3 + channel]!
          output[to + channel] = sum
        }
      }
    }
  }
}

/** The pixels that each of `target` pixels covers among `side`, with their shares of it. */
function areaSpans(side: number, target: number): { first: number; weights: number[] }[] {
  const length = side / target
  return Array.from({ length: target }, (_, index) => {
    const start = index * length
    const end = Math.min(start + length, side)
    const first = Math.floor(start)
    const count = Math.ceil(end) - first
    const weights = Array.from({ length: count }, (_, pixel) => {
      const covered = Math.min(end, first + pixel + 1) - Math.max(start, first + pixel)
      return covered / length
    })
    return { first, weights }
  })
}
