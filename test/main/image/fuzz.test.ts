import { describe, expect, it } from 'vitest'
import { pixelBytes } from '../../../main/image/pixels.ts'
import { readPicture, type Reading } from '../../../main/image/reading.ts'
import { newTurn } from '../../../main/image/turns.ts'
import { hashed } from '../../support/hashed.ts'
import { noise } from '../../support/pictures.ts'

const perFormat = 240
const side = 40

/** A picture of every format that is read, in the variants that take ways of their own. */
const formats: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  'plain JPEG': () => noise(side, 30, 1).jpeg().toBuffer(),
  'progressive JPEG': () => noise(side, 30, 2).jpeg({ progressive: true }).toBuffer(),
  'CMYK JPEG': () => noise(side, 30, 3).toColourspace('cmyk').jpeg().toBuffer(),
  PNG: () => noise(side, 30, 4).png().toBuffer(),
  'interlaced 16-bit PNG': () => noise(side, 30, 5).toColourspace('rgb16').png({ progressive: true }).toBuffer(),
  GIF: () => noise(side, 30, 6).gif().toBuffer(),
  WebP: () => noise(side, 30, 7).webp().toBuffer(),
  'lossless WebP': () => noise(side, 30, 8).webp({ lossless: true }).toBuffer(),
  TIFF: () => noise(side, 30, 9).tiff({ compression: 'lzw' }).toBuffer(),
  AVIF: () => noise(side, 30, 10).avif({ effort: 0 }).toBuffer(),
  BMP: () => Promise.resolve(bitmap(side, 30)),
}

describe('damaged pictures', () => {
  it.each(Object.keys(formats))(`of %s, ${perFormat} of them, end in pixels or in a reason`, async (format) => {
    const whole = await formats[format]!()
    expect(await read(whole)).toMatchObject({ outcome: 'read', picture: { width: side, height: 30 } })
    const reasons = new Set<string>()
    for (let number = 0; number < perFormat; number += 8) {
      const damaged = Array.from({ length: 8 }, (_, place) => damage(whole, `${format} ${number + place}`))
      for (const reading of await Promise.all(damaged.map(read))) {
        if (reading.outcome !== 'read') reasons.add(reading.outcome === 'refused' ? reading.reason : reading.outcome)
      }
    }
    expect(reasons.size).toBeGreaterThan(0)
    for (const reason of reasons)
      expect(reason).toMatch(/^(truncated|damaged|not a picture|the file is empty|\d+×\d+ pixels)|cannot be read/)
  })
})

async function read(content: Uint8Array): Promise<Reading> {
  const location = { kind: 'content', content: new Uint8Array(content), modifiedAt: 0 } as const
  const write = (_: number, record: Uint8Array) => expect(record.length).toBe(pixelBytes)
  return readPicture({ location, pixelIndex: 0 }, newTurn(), { write })
}

/** Cuts off the end, turns some bits over, or writes some bytes anew: which, and where, the seed decides. */
function damage(whole: Uint8Array, seed: string): Uint8Array {
  const random = hashed(seed)
  const bytes = new Uint8Array(whole)
  if (random() < 0.25) return bytes.subarray(0, Math.floor(random() * bytes.length))
  const changes = 1 + Math.floor(random() * 12)
  // Headers are short and decide most, so half of the damage is done there.
  const reach = random() < 0.5 ? Math.min(200, bytes.length) : bytes.length
  const flips = random() < 0.5
  for (let change = 0; change < changes; change++) {
    const at = Math.floor(random() * reach)
    bytes[at] = flips ? bytes[at]! ^ (1 << Math.floor(random() * 8)) : Math.floor(random() * 256)
  }
  return bytes
}

/** 24 bits a pixel, without compression. */
function bitmap(width: number, height: number): Uint8Array {
  const rowBytes = Math.ceil((width * 3) / 4) * 4
  const file = Buffer.alloc(54 + rowBytes * height, 0x55)
  file.fill(0, 0, 54)
  file.write('BM', 0, 'latin1')
  file.writeUInt32LE(file.length, 2)
  file.writeUInt32LE(54, 10)
  file.writeUInt32LE(40, 14)
  file.writeInt32LE(width, 18)
  file.writeInt32LE(height, 22)
  file.writeUInt16LE(1, 26)
  file.writeUInt16LE(24, 28)
  return file
}
