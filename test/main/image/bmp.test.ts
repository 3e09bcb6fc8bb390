import { describe, expect, it } from 'vitest'
import { decodeBitmap } from '../../../main/image/bmp.ts'
import { preprocess } from '../../../main/image/preprocess.ts'

interface Options {
  readonly width: number
  /** Negative: rows lie from top to bottom. */
  readonly height: number
  readonly bits: number
  readonly compression?: number
  readonly extra?: readonly number[]
  /** As they lie in the file, each row padded to 4 bytes. */
  readonly pixels: readonly number[]
}

function bitmap({ width, height, bits, compression = 0, extra = [], pixels }: Options): Buffer {
  const header = Buffer.alloc(54)
  header.write('BM')
  header.writeUInt32LE(54 + extra.length + pixels.length, 2)
  header.writeUInt32LE(54 + extra.length, 10)
  header.writeUInt32LE(40, 14)
  header.writeInt32LE(width, 18)
  header.writeInt32LE(height, 22)
  header.writeUInt16LE(1, 26)
  header.writeUInt16LE(bits, 28)
  header.writeUInt32LE(compression, 30)
  return Buffer.concat([header, Buffer.from([...extra, ...pixels])])
}

const palette = [3, 2, 1, 0, 6, 5, 4, 0]
const twoByTwo = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]

describe('decodeBitmap', () => {
  it.each([
    [
      '24 bits, bottom up',
      { width: 2, height: 2, bits: 24, pixels: [9, 8, 7, 12, 11, 10, 0, 0, 3, 2, 1, 6, 5, 4, 0, 0] },
      twoByTwo,
    ],
    [
      '24 bits, top down',
      { width: 2, height: -2, bits: 24, pixels: [3, 2, 1, 6, 5, 4, 0, 0, 9, 8, 7, 12, 11, 10, 0, 0] },
      twoByTwo,
    ],
    ['32 bits', { width: 2, height: 1, bits: 32, pixels: [3, 2, 1, 255, 6, 5, 4, 0] }, [1, 2, 3, 4, 5, 6]],
    ['16 bits', { width: 2, height: 1, bits: 16, pixels: [0x1f, 0x7c, 0xe0, 0x03] }, [255, 0, 255, 0, 255, 0]],
    [
      '16 bits with masks',
      {
        width: 1,
        height: 1,
        bits: 16,
        compression: 3,
        extra: [0, 0xf8, 0, 0, 0xe0, 7, 0, 0, 0x1f, 0, 0, 0],
        pixels: [0xe0, 7, 0, 0],
      },
      [0, 255, 0],
    ],
    [
      '32 bits with masks',
      {
        width: 1,
        height: 1,
        bits: 32,
        compression: 3,
        extra: [0, 0, 0, 0xff, 0, 0, 0xff, 0, 0, 0xff, 0, 0],
        pixels: [9, 3, 2, 1],
      },
      [1, 2, 3],
    ],
    ['8 bits', { width: 2, height: 1, bits: 8, extra: palette, pixels: [1, 0, 0, 0] }, [4, 5, 6, 1, 2, 3]],
    [
      '4 bits',
      { width: 3, height: 1, bits: 4, extra: palette, pixels: [0x10, 0x10, 0, 0] },
      [4, 5, 6, 1, 2, 3, 4, 5, 6],
    ],
    ['1 bit', { width: 2, height: 1, bits: 1, extra: palette, pixels: [0b01000000, 0, 0, 0] }, [1, 2, 3, 4, 5, 6]],
  ] as const)('%s', (_, options, expected) => {
    const decoded = decodeBitmap(bitmap(options))
    expect([decoded.width, decoded.height]).toEqual([options.width, Math.abs(options.height)])
    expect([...decoded.pixels]).toEqual(expected)
  })

  it('is what preprocess uses', async () => {
    const { pixels, width, height } = await preprocess(bitmap({ width: 1, height: 1, bits: 24, pixels: [3, 2, 1, 0] }))
    expect([width, height, ...pixels.subarray(-3)]).toEqual([1, 1, 1, 2, 3])
  })

  it.each([
    ['cut off', { width: 4, height: 4, bits: 24, pixels: [1, 2, 3, 0] }, 'truncated BMP'],
    ['compressed', { width: 4, height: 4, bits: 8, compression: 1, pixels: [] }, 'compressed BMP files cannot be read'],
    ['of no width', { width: 0, height: 4, bits: 24, pixels: [] }, 'its header makes no sense'],
    ['of odd depth', { width: 1, height: 1, bits: 7, pixels: [0, 0, 0, 0] }, 'its header makes no sense'],
    ['enormous', { width: 2 ** 31 - 1, height: 2 ** 31 - 1, bits: 24, pixels: [] }, 'pixels are too many'],
  ])('refuses one %s', async (_, options, reason) => {
    await expect(preprocess(bitmap(options))).rejects.toThrow(reason)
  })
})
