import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { plainJpegFrame } from '../../../main/image/jpeg.ts'
import { pixelSide } from '../../../main/image/pixels.ts'
import { decodePlainJpeg, isSmall } from '../../../main/image/plain-jpeg.ts'
import { noise, plain } from '../../support/pictures.ts'

const grey = () => noise(40, 30, 1).toColourspace('b-w')

describe('plainJpegFrame', () => {
  it.each([
    ['baseline', () => noise(40, 30, 1).jpeg(), 3],
    ['progressive', () => noise(40, 30, 1).jpeg({ progressive: true }), 3],
    ['grey', () => grey().jpeg(), 1],
    ['with an sRGB profile', () => noise(40, 30, 1).withIccProfile('srgb').jpeg(), 3],
    ['upright by EXIF', () => noise(40, 30, 1).withMetadata({ orientation: 1 }).jpeg(), 3],
    [
      'with EXIF but no orientation',
      () =>
        noise(40, 30, 1)
          .withExif({ IFD0: { Artist: 'A' } })
          .jpeg(),
      3,
    ],
  ])('knows one that is %s', async (_, encode, channels) => {
    expect(plainJpegFrame(await encode().toBuffer())).toEqual({ width: 40, height: 30, channels })
  })

  it.each([
    ['turned by EXIF', () => noise(40, 30, 1).withMetadata({ orientation: 6 }).jpeg()],
    ['in CMYK', () => noise(40, 30, 1).toColourspace('cmyk').jpeg()],
    ['of a profile of other colours', () => noise(40, 30, 1).toColourspace('cmyk').withIccProfile('cmyk').jpeg()],
    ['no JPEG', () => noise(40, 30, 1).png()],
  ])('leaves one that is %s to libvips', async (_, encode) => {
    expect(plainJpegFrame(await encode().toBuffer())).toBeUndefined()
  })

  it('leaves one that breaks off anywhere to libvips', async () => {
    const whole = await noise(40, 30, 1).withMetadata({ orientation: 1 }).jpeg().toBuffer()
    for (let length = 0; length < whole.length; length += 7) {
      expect(plainJpegFrame(whole.subarray(0, length))).toBeUndefined()
    }
  })

  it('reads only what is there, whatever the bytes are', async () => {
    const whole = await noise(40, 30, 1).withMetadata({ orientation: 1 }).jpeg().toBuffer()
    const before = whole.indexOf(Buffer.of(0xff, 0xda))
    for (let at = 2; at < before; at++) {
      const damaged = Buffer.from(whole)
      damaged[at] = 0xff
      expect(() => plainJpegFrame(damaged)).not.toThrow()
    }
  })
})

describe('decodePlainJpeg', () => {
  it.each([
    [500, 375],
    [375, 500],
    [333, 401],
    [256, 300],
  ])('gives of %i×%i what libvips gives, to a few levels', async (width, height) => {
    const smooth = sharp(await noise(12, 9, 5).png().toBuffer()).resize(width, height, { fit: 'fill' })
    const file = await smooth.jpeg({ quality: 95 }).toBuffer()
    const pixels = decodePlainJpeg(file, plainJpegFrame(file)!)
    const reference = await sharp(file).resize(pixelSide, pixelSide, { kernel: 'linear' }).raw().toBuffer()
    const differences = pixels.map((value, index) => Math.abs(value - reference[index]!))
    expect(differences.reduce((sum, value) => sum + value, 0) / differences.length).toBeLessThan(1.5)
    expect(Math.max(...differences.slice(0, 50_000))).toBeLessThan(10)
  })

  it('takes small grey ones', async () => {
    const file = await plain(28, 28, [90, 90, 90]).toColourspace('b-w').jpeg().toBuffer()
    for (const value of new Set(decodePlainJpeg(file, plainJpegFrame(file)!)))
      expect(Math.abs(value - 90)).toBeLessThan(2)
  })

  it('leaves what libvips can shrink as it loads', () => {
    expect(isSmall({ width: 4000, height: 511, channels: 3 })).toBe(true)
    expect(isSmall({ width: 512, height: 512, channels: 3 })).toBe(false)
    expect(isSmall({ width: 65_000, height: 100, channels: 3 })).toBe(false)
  })
})
