import { describe, expect, it } from 'vitest'
import { Random } from '../../../main/lib/random.ts'
import { drawMask } from '../../../main/pipeline/dropout.ts'
import { createFill } from '../../../main/pipeline/fill.ts'
import type { FillSettings } from '../../../main/pipeline/job.ts'
import { epochOrder, stepsPerEpoch } from '../../../main/pipeline/order.ts'
import { pixelStatistics } from '../../../main/pipeline/statistics.ts'

const side = 256
const settings: FillSettings = {
  pixelFile: '',
  source: 32,
  crop: 28,
  seed: 5,
  augmentation: { crop: true, mirror: true, colour: false },
  colourBasis: null,
  dropout: 0.5,
  dropoutWidths: new Map(),
}

/** Records whose red is their index, green the column's byte, blue the row's. */
const reader = {
  read(index: number, into: Uint8Array) {
    for (let at = 0; at < side * side; at++) into.set([index, at % side, Math.floor(at / side)], at * 3)
  },
}

function fill(changes: Partial<FillSettings>, records: number[], epoch: number, step: number) {
  const images = new Uint8Array(records.length * 28 * 28 * 3)
  const mode = { type: 'training', epoch, step } as const
  createFill(
    { ...settings, ...changes },
    reader,
    side,
  )({ records: Float64Array.from(records), mode, images, masks: new Map() })
  return images
}

/** Left column, right column and top row of a picture, as source pixels. */
function place(images: Uint8Array, picture: number) {
  const first = picture * 28 * 28 * 3
  return { left: images[first + 1]! >> 3, right: images[first + 27 * 3 + 1]! >> 3, top: images[first + 2]! >> 3 }
}

describe('createFill', () => {
  it('draws every crop position and both mirror images', () => {
    const images = fill({}, Array<number>(200).fill(9), 1, 0)
    const places = Array.from({ length: 200 }, (_, picture) => place(images, picture))
    const mirrored = places.filter(({ left, right }) => left > right).length
    expect(mirrored).toBeGreaterThan(70)
    expect(mirrored).toBeLessThan(130)
    expect(new Set(places.map(({ left, right }) => Math.min(left, right)))).toEqual(new Set([0, 1, 2, 3, 4]))
    expect(new Set(places.map(({ top }) => top))).toEqual(new Set([0, 1, 2, 3, 4]))
    expect(images[0]).toBe(9)
  })

  it('draws by the place in the epoch alone, however the epoch is cut into batches', () => {
    const whole = fill({}, [4, 5, 6, 7], 3, 0)
    const second = fill({}, [6, 7], 3, 1)
    expect(second).toEqual(whole.slice(whole.length / 2))
    expect(fill({}, [4, 5, 6, 7], 4, 0)).not.toEqual(whole)
  })

  it('cuts the centre, unmirrored and unshifted, where augmentation is off', () => {
    const images = fill({ augmentation: { crop: false, mirror: false, colour: false } }, [1, 2], 1, 0)
    expect([0, 1].map((picture) => place(images, picture))).toEqual([
      { left: 2, right: 29, top: 2 },
      { left: 2, right: 29, top: 2 },
    ])
  })

  it('shifts each picture by one colour', () => {
    const flat = { read: (_index: number, into: Uint8Array) => void into.fill(100) }
    const images = new Uint8Array(2 * 28 * 28 * 3)
    const colourBasis = [
      [200, 0, 0],
      [0, 200, 0],
      [0, 0, 200],
    ] as const
    const augmentation = { crop: true, mirror: true, colour: true }
    const job = { records: new Float64Array([0, 1]), images, masks: new Map() }
    createFill(
      { ...settings, augmentation, colourBasis },
      flat,
      side,
    )({ ...job, mode: { type: 'training', epoch: 1, step: 0 } })
    const colours = [0, 1].map((picture) => images.slice(picture * 28 * 28 * 3, (picture + 1) * 28 * 28 * 3))
    for (const colour of colours) {
      for (let at = 3; at < colour.length; at++) expect(colour[at]).toBe(colour[at % 3])
    }
    expect(colours[0]).not.toEqual(colours[1])
  })
})

describe('epochOrder', () => {
  it('sees each picture once, and fills the last batch up from its own beginning', () => {
    const order = epochOrder(10, 4, 1, 1)
    expect(stepsPerEpoch(10, 4)).toBe(3)
    expect([...order.subarray(0, 10)].sort((one, other) => one - other)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(order.subarray(10)).toEqual(order.subarray(0, 2))
    expect(epochOrder(10, 4, 1, 2)).not.toEqual(order)
    expect(epochOrder(10, 4, 1, 1)).toEqual(order)
  })

  it('fills a batch larger than the set by going round', () => {
    const order = epochOrder(3, 8, 1, 1)
    expect(new Set(order.subarray(0, 3))).toEqual(new Set([0, 1, 2]))
    expect([...order.subarray(3)]).toEqual([...order.subarray(0, 5)])
  })
})

describe('drawMask', () => {
  it.each([0.5, 0.2])('drops a share of %f and keeps the mean', (dropout) => {
    const mask = new Float32Array(100_003)
    drawMask(mask, dropout, new Random(1, 'dropout', 1, 0))
    const kept = Math.fround(1 / (1 - dropout))
    expect(new Set(mask)).toEqual(new Set([0, kept]))
    const mean = mask.reduce((sum, factor) => sum + factor, 0) / mask.length
    expect(Math.abs(mean - 1)).toBeLessThan(0.02)
  })
})

describe('pixelStatistics', () => {
  it('tells the means, deviation and covariance of the pixels', () => {
    const half = {
      read: (index: number, into: Uint8Array) => {
        for (let at = 0; at < into.length; at += 3) into.set(index === 0 ? [100, 50, 20] : [200, 50, 40], at)
      },
    }
    const { mean, deviation, covariance } = pixelStatistics(half, new Float64Array([0, 1]), side * side * 3, 1)
    expect(mean).toEqual([150, 50, 30])
    expect(covariance).toEqual([
      [2500, 0, 500],
      [0, 0, 0],
      [500, 0, 100],
    ])
    expect(deviation).toBeCloseTo(Math.sqrt(2600 / 3))
  })
})
