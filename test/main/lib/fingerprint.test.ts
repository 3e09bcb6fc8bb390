import { describe, expect, it } from 'vitest'
import {
  bitCount,
  brightnessOf,
  chromaStart,
  correlation,
  distance,
  fingerprintBytes,
  greyStart,
  isPlain,
  lookOf,
  sameColours,
} from '../../../main/lib/fingerprint.ts'

/** Brightness by place, no colour. */
function grey(level: (place: number) => number, chroma = 128): Uint8Array {
  const bytes = new Uint8Array(fingerprintBytes).fill(chroma, chromaStart)
  for (let place = 0; place < chromaStart - greyStart; place++) bytes[greyStart + place] = level(place)
  return bytes
}

const ramp = grey((place) => place)

describe('fingerprints', () => {
  it('count bits', () => {
    expect([0, 1, 0b1011, -1, 2 ** 31].map(bitCount)).toEqual([0, 1, 3, 32, 1])
  })

  it('correlate, whatever their brightness and contrast', () => {
    const similarity = (other: Uint8Array) => correlation(ramp, other, brightnessOf(ramp), brightnessOf(other))
    expect(brightnessOf(ramp).mean).toBe(127.5)
    expect(similarity(ramp)).toBeCloseTo(1, 10)
    expect(similarity(grey((place) => 60 + place / 2))).toBeCloseTo(1, 3)
    expect(similarity(grey((place) => 255 - place))).toBeCloseTo(-1, 10)
    expect(Math.abs(similarity(grey((place) => (place % 2) * 200)))).toBeLessThan(0.02)
  })

  it('are plain below a deviation of six levels', () => {
    expect(isPlain(brightnessOf(grey(() => 90)))).toBe(true)
    expect(isPlain(brightnessOf(grey((place) => 100 + (place % 2) * 10)))).toBe(true)
    expect(isPlain(brightnessOf(grey((place) => 100 + (place % 2) * 14)))).toBe(false)
  })

  it('have the same colours up to eight levels', () => {
    expect(
      sameColours(
        ramp,
        grey((place) => place, 136),
      ),
    ).toBe(true)
    expect(
      sameColours(
        ramp,
        grey((place) => place, 137),
      ),
    ).toBe(false)
  })

  it('are as far apart as their levels, colour counting as much as brightness', () => {
    const black = grey(() => 0)
    expect(distance(ramp, ramp)).toBe(0)
    expect(
      distance(
        black,
        grey(() => 2),
      ),
    ).toBe(256 * 4)
    expect(
      distance(
        black,
        grey(() => 0, 130),
      ),
    ).toBe(256 * 4)
  })

  it('sort by look from dark to bright', () => {
    const looks = [20, 60, 120, 200].map((level) => lookOf(grey(() => level)))
    expect(looks).toEqual(looks.toSorted((a, b) => a - b))
    expect(looks.every((look) => Number.isInteger(look) && look >= 0 && look < 2 ** 20)).toBe(true)
  })
})
