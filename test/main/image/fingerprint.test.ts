import { describe, expect, it } from 'vitest'
import { fingerprintOf } from '../../../main/image/fingerprint.ts'
import { pixelBytes, pixelSide } from '../../../main/image/pixels.ts'
import { chromaStart, fingerprintBytes, greyStart } from '../../../main/lib/fingerprint.ts'

/** A record whose pixels are given by their place. */
function record(pixel: (x: number, y: number) => readonly [number, number, number]): Uint8Array {
  const pixels = new Uint8Array(pixelBytes)
  for (let y = 0; y < pixelSide; y++) {
    for (let x = 0; x < pixelSide; x++) pixels.set(pixel(x, y), (y * pixelSide + x) * 3)
  }
  return pixels
}

const hash = (fingerprint: Uint8Array) => [...fingerprint.subarray(0, greyStart)]

describe('fingerprintOf', () => {
  it('holds brightness in 16×16 cells and the colour differences of BT.601 in 4×4', () => {
    const fingerprint = fingerprintOf(record((x, y) => (y < 128 ? [255, 0, 0] : [x < 128 ? 0 : 255, 0, 255])))
    expect(fingerprint).toHaveLength(fingerprintBytes)
    const grey = (row: number, column: number) => fingerprint[greyStart + row * 16 + column]
    expect([grey(0, 0), grey(7, 15), grey(8, 0), grey(15, 15)]).toEqual([76, 76, 29, 105])
    const chroma = [...fingerprint.subarray(chromaStart)]
    expect([chroma[0], chroma[8], chroma[11], chroma[16], chroma[24]]).toEqual([85, 255, 212, 255, 107])
  })

  it('has a bit where brightness falls to the right, and none where it rises or stays', () => {
    expect(hash(fingerprintOf(record((x) => [255 - x, 255 - x, 255 - x])))).toEqual(Array(8).fill(255))
    expect(hash(fingerprintOf(record((x) => [x, x, x])))).toEqual(Array(8).fill(0))
    expect(hash(fingerprintOf(record((x, y) => [100 - (x >> 7), 100, 100 + (y >> 7)])))).toEqual(Array(8).fill(0))
  })
})
