import { describe, expect, it } from 'vitest'
import sharp from 'sharp'
import { DuplicateSearch, type Found } from '../../../../main/dataset/duplicates/search.ts'
import { fingerprintOf } from '../../../../main/image/fingerprint.ts'
import { preprocess } from '../../../../main/image/preprocess.ts'
import { sha256 } from '../../../../main/image/source.ts'
import { fingerprintBytes } from '../../../../main/lib/fingerprint.ts'
import { Random } from '../../../../main/lib/random.ts'
import type { Colour } from '../../../support/pictures.ts'

interface Disc {
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly colour: Colour
}

/** Discs on a ground, as a PNG. */
function drawing(side: number, ground: Colour, discs: readonly Disc[]): Promise<Buffer> {
  const pixels = new Uint8Array(side * side * 3)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const disc = discs.findLast((one) => (one.x - x) ** 2 + (one.y - y) ** 2 < one.radius ** 2)
      pixels.set(disc?.colour ?? ground, (y * side + x) * 3)
    }
  }
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .png()
    .toBuffer()
}

/** A picture of discs, other ones for each number. */
function scene(number: number, side = 96): Promise<Buffer> {
  const random = new Random(number, 'sample')
  const colour = (): Colour => [30 + random.integer(200), 30 + random.integer(200), 30 + random.integer(200)]
  const discs = Array.from({ length: 12 }, () => {
    return { x: random.integer(side), y: random.integer(side), radius: 6 + random.integer(side / 4), colour: colour() }
  })
  return drawing(side, colour(), discs)
}

async function search(files: readonly Buffer[]): Promise<Found[]> {
  const finder = new DuplicateSearch()
  for (const [place, file] of files.entries()) {
    const { pixels } = await preprocess(file)
    finder.add({ id: place + 1, sha256: sha256(file), fingerprint: fingerprintOf(pixels) })
  }
  return finish(finder)
}

function finish(finder: DuplicateSearch): Found[] {
  const steps = finder.run()
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

describe('DuplicateSearch', () => {
  it('finds copies, compressed, resized, brightened, desaturated and blurred ones, and nothing else', async () => {
    const others = await Promise.all(Array.from({ length: 40 }, (_, number) => scene(number + 10)))
    const original = await scene(1)
    const changed = await Promise.all([
      sharp(original).jpeg({ quality: 40 }).toBuffer(),
      sharp(original).resize(70).png().toBuffer(),
      sharp(original).modulate({ brightness: 1.1 }).jpeg().toBuffer(),
      sharp(original).modulate({ saturation: 0.9 }).webp().toBuffer(),
      sharp(original).blur(1.2).png().toBuffer(),
      sharp(original).extend({ right: 1, background: 'black' }).png().toBuffer(),
    ])
    const found = await search([others[0]!, original, ...others.slice(1), ...changed, original])
    expect(found.map(({ pictureId }) => pictureId)).toEqual([2, 42, 43, 44, 45, 46, 47, 48])
    expect(new Set(found.map(({ groupId }) => groupId))).toEqual(new Set([2]))
    expect(found.filter(({ copyOf }) => copyOf !== null)).toEqual([
      { pictureId: 2, groupId: 2, copyOf: 2 },
      { pictureId: 48, groupId: 2, copyOf: 2 },
    ])
  })

  it('finds pictures whose edges were cut off, at all sides or at two', async () => {
    const others = await Promise.all(Array.from({ length: 40 }, (_, number) => scene(number + 10)))
    const original = await scene(3)
    const cut = await Promise.all(
      [
        { left: 3, top: 3, width: 90, height: 90 },
        { left: 0, top: 0, width: 92, height: 92 },
        { left: 4, top: 4, width: 88, height: 88 },
      ].map((part) => sharp(original).extract(part).jpeg().toBuffer()),
    )
    const found = await search([original, ...others, ...cut])
    expect(found.map(({ pictureId }) => pictureId)).toEqual([1, 42, 43, 44])
  })

  it('tells colours apart that are equally bright', async () => {
    const disc = (colour: Colour) => drawing(64, [240, 240, 240], [{ x: 30, y: 34, radius: 18, colour }])
    expect(await search([await disc([220, 60, 60]), await disc([60, 143, 60])])).toEqual([])
  })

  it('takes plain pictures for duplicates only where the file is the same', async () => {
    const plain = (level: number) =>
      sharp({ create: { width: 32, height: 32, channels: 3, background: { r: level, g: level, b: level } } })
        .png()
        .toBuffer()
    const found = await search([await plain(100), await plain(101), await plain(100)])
    expect(found).toEqual([
      { pictureId: 1, groupId: 1, copyOf: 1 },
      { pictureId: 3, groupId: 1, copyOf: 1 },
    ])
  })

  it('finds what comparing each with each finds', () => {
    const finder = new DuplicateSearch()
    const random = new Random(1, 'sample')
    const base = Array.from({ length: fingerprintBytes }, () => random.integer(256))
    const expected: number[] = []
    for (let id = 1; id <= 300; id++) {
      const fingerprint = Uint8Array.from(base)
      const bits = id % 20
      for (let flipped = 0; flipped < bits; flipped++) {
        const bit = (id * 7 + flipped * 13) % 64
        fingerprint[bit >> 3]! ^= 1 << (bit & 7)
      }
      const far = id > 1 && bitsBetween(fingerprint, Uint8Array.from(base)) > 10
      // Far ones are told apart by their brightness too, so that none joins by another's help.
      if (far) for (let i = 8; i < 264; i++) fingerprint[i] = random.integer(256)
      else expected.push(id)
      finder.add({ id, sha256: sha256(Buffer.from(String(id))), fingerprint })
    }
    expect(finish(finder).map(({ pictureId }) => pictureId)).toEqual(expected)
    expect(expected.length).toBeGreaterThan(100)
  })
})

function bitsBetween(first: Uint8Array, second: Uint8Array): number {
  let bits = 0
  for (let i = 0; i < 8; i++) for (let x = first[i]! ^ second[i]!; x > 0; x >>= 1) bits += x & 1
  return bits
}
