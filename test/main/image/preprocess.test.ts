import sharp, { type Sharp } from 'sharp'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { pixelBytes, pixelSide } from '../../../main/image/pixels.ts'
import { preprocess } from '../../../main/image/preprocess.ts'
import { noise, plain, quarters, writeFiles, type Colour } from '../../support/pictures.ts'
import { temporaryFolder } from '../../support/workspace.ts'

const red: Colour = [220, 30, 40]
const green: Colour = [20, 180, 60]
const blue: Colour = [30, 60, 200]
const grey: Colour = [128, 128, 128]
const middles = { upperLeft: [64, 64], upperRight: [192, 64], lowerLeft: [64, 192], lowerRight: [192, 192] } as const

function colourAt(pixels: Uint8Array, [x, y]: readonly [number, number]): Colour {
  const [r, g, b] = pixels.subarray((y * pixelSide + x) * 3)
  return [r!, g!, b!]
}

function expectNear(actual: Colour, expected: Colour, tolerance = 4): void {
  const distance = Math.max(...actual.map((value, channel) => Math.abs(value - expected[channel]!)))
  expect(distance, `${actual.join()} against ${expected.join()}`).toBeLessThanOrEqual(tolerance)
}

async function expectQuarters(picture: Sharp, tolerance?: number): Promise<readonly string[]> {
  const { pixels, conversions } = await preprocess(await picture.toBuffer())
  expectNear(colourAt(pixels, middles.upperLeft), red, tolerance)
  expectNear(colourAt(pixels, middles.upperRight), green, tolerance)
  expectNear(colourAt(pixels, middles.lowerLeft), blue, tolerance)
  expectNear(colourAt(pixels, middles.lowerRight), grey, tolerance)
  return conversions
}

const picture = () => quarters(400, 300, [red, green, blue, grey])

describe('formats', () => {
  it.each([
    ['JPEG', () => picture().jpeg({ quality: 95 })],
    ['progressive JPEG', () => picture().jpeg({ quality: 95, progressive: true })],
    ['PNG', () => picture().png()],
    ['interlaced PNG', () => picture().png({ progressive: true })],
    ['PNG with a palette', () => picture().png({ palette: true })],
    ['WebP', () => picture().webp({ quality: 95 })],
    ['AVIF', () => picture().avif({ quality: 90, effort: 0 })],
    ['GIF', () => picture().gif()],
    ['TIFF', () => picture().tiff({ compression: 'lzw' })],
  ])('%s', async (_, encode) => {
    expect(await expectQuarters(encode(), 12)).toEqual([])
  })

  it('are told by their content, not by their name', async () => {
    const folder = await temporaryFolder()
    await writeFiles(folder, { 'really a png.jpg': await plain(300, 300, red).png().toBuffer() })
    const { pixels } = await preprocess(join(folder, 'really a png.jpg'))
    expect(colourAt(pixels, [0, 0])).toEqual(red)
  })
})

describe('conversions', () => {
  it('turns by EXIF, and gives the size after it', async () => {
    const turned = await quarters(400, 300, [green, grey, red, blue]).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const { width, height, conversions } = await preprocess(turned)
    expect([width, height, conversions]).toEqual([300, 400, ['turned upright']])
    await expectQuarters(sharp(turned).keepMetadata(), 8)
  })

  it('CMYK', async () => {
    const cmyk = await plain(300, 300, [255, 255, 255]).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer()
    const { pixels, conversions } = await preprocess(cmyk)
    expect(conversions).toEqual(['CMYK to sRGB'])
    expectNear(colourAt(pixels, [100, 100]), [255, 255, 255], 6)
  })

  it('16 bits', async () => {
    expect(await expectQuarters(picture().toColourspace('rgb16').png(), 1)).toEqual(['16 bits to 8'])
  })

  it('16 bits of grey', async () => {
    const { pixels, conversions } = await preprocess(
      await plain(300, 300, grey).toColourspace('grey16').png().toBuffer(),
    )
    expect(conversions).toEqual(['grey to RGB', '16 bits to 8'])
    expectNear(colourAt(pixels, [9, 9]), grey, 1)
  })

  it.each([300, 30])('grey, %i pixels wide', async (side) => {
    const { pixels, conversions } = await preprocess(
      await plain(side, side, grey).toColourspace('b-w').jpeg().toBuffer(),
    )
    expect(conversions).toEqual(['grey to RGB'])
    expect(pixels).toHaveLength(pixelBytes)
    expectNear(colourAt(pixels, [77, 5]), grey, 1)
  })

  it.each([300, 30])('transparency, %i pixels wide', async (side) => {
    const glass = {
      create: { width: side, height: side, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0.5 } },
    } as const
    const { pixels, conversions } = await preprocess(await sharp(glass).png().toBuffer())
    expect(conversions).toEqual(['transparency on white'])
    expectNear(colourAt(pixels, [128, 128]), [255, 127, 127], 1)
  })

  it('the first frame of an animation', async () => {
    const frames = await Promise.all([red, blue].map((colour) => plain(40, 30, colour).png().toBuffer()))
    const animation = await sharp(frames, { join: { animated: true } })
      .gif({ delay: [100, 100] })
      .toBuffer()
    const { pixels, width, height, conversions } = await preprocess(animation)
    expect([width, height, conversions]).toEqual([40, 30, ['first of 2 frames']])
    expectNear(colourAt(pixels, [128, 128]), red)
  })

  it('a colour profile', async () => {
    const wide = await plain(300, 300, red).withIccProfile('p3').jpeg({ quality: 95 }).toBuffer()
    const { pixels, conversions } = await preprocess(wide)
    expect(conversions).toEqual(['colour profile to sRGB'])
    expectNear(colourAt(pixels, [10, 10]), red, 6)
  })
})

describe('the square', () => {
  it('is the centre, with the short side at 256', async () => {
    const stripes = await sharp({
      create: { width: 1024, height: 512, channels: 3, background: { r: 0, g: 0, b: 0 } },
    })
      .composite([{ input: await plain(512, 512, red).png().toBuffer(), left: 256, top: 0 }])
      .png()
      .toBuffer()
    const { pixels } = await preprocess(stripes)
    expectNear(colourAt(pixels, [2, 128]), red)
    expectNear(colourAt(pixels, [253, 128]), red)
  })

  it.each([
    [1, 1],
    [1, 700],
    [700, 1],
    [32, 32],
    [255, 300],
    [256, 256],
    [257, 256],
    [3000, 40],
  ])('fits %i×%i', async (width, height) => {
    const result = await preprocess(await plain(width, height, blue).png().toBuffer())
    expect([result.width, result.height, result.pixels.length]).toEqual([width, height, pixelBytes])
    for (const place of Object.values(middles)) expect(colourAt(result.pixels, place)).toEqual(blue)
  })

  it('is the same from a file and from its bytes', async () => {
    const bytes = await noise(300, 200, 1).jpeg().toBuffer()
    const folder = await temporaryFolder()
    await writeFiles(folder, { 'a b “c”.jpg': bytes })
    const [one, other] = await Promise.all([preprocess(bytes), preprocess(join(folder, 'a b “c”.jpg'))])
    expect(Buffer.compare(one.pixels, other.pixels)).toBe(0)
  })
})

describe('what is no picture', () => {
  async function reasonOf(bytes: Uint8Array): Promise<string> {
    try {
      await preprocess(bytes)
      return 'none'
    } catch (error) {
      return (error as Error).message
    }
  }

  it.each([
    ['nothing', '', 'the file is empty'],
    ['text', 'Dear all,\nthis is no picture.\n', 'not a picture: the file is text'],
    ['a page', '<!DOCTYPE html><html></html>', 'not a picture: the file is a web page'],
    [
      'a drawing',
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
      'SVG drawings cannot be read: save it as PNG',
    ],
    ['a document', '%PDF-1.7 …', 'not a picture: the file is a PDF'],
    ['anything', '\u0000\u0001\u0002\u0003', 'not a picture that this program knows: save it as JPEG or PNG'],
    ['a name only', '\u0089PNG\r\n', 'not a picture: the file is text'],
  ])('%s', async (_, text, reason) => {
    expect(await reasonOf(Buffer.from(text))).toBe(reason)
  })

  it.each([
    ['JPEG', () => noise(300, 300, 1).jpeg()],
    ['PNG', () => noise(300, 300, 1).png()],
    ['WebP', () => noise(300, 300, 1).webp()],
    ['AVIF', () => noise(300, 300, 1).avif({ effort: 0 })],
    ['GIF', () => noise(300, 300, 1).gif()],
  ])('half a %s', async (format, encode) => {
    const whole = await encode().toBuffer()
    expect(await reasonOf(whole.subarray(0, whole.length / 2))).toBe(`truncated ${format}`)
  })

  it('a damaged picture', async () => {
    const png = await noise(300, 300, 1).png().toBuffer()
    png[5000]! ^= 0xff
    expect(await reasonOf(png)).toMatch(/^damaged PNG \(.+\)$/)
    const tiff = await noise(300, 300, 1).tiff().toBuffer()
    expect(await reasonOf(tiff.subarray(0, tiff.length / 2))).toMatch(/^damaged TIFF \(.+\)$/)
  })

  it('missing, or a folder', async () => {
    const folder = await temporaryFolder()
    await expect(preprocess(join(folder, 'gone.jpg'))).rejects.toThrow('the file is gone')
    await expect(preprocess(folder)).rejects.toThrow('it is a folder')
  })
})

describe('20,000×20,000', () => {
  const side = 20_000

  /** A small PNG whose header claims to be enormous, as a decompression bomb's does. */
  async function png(): Promise<Buffer> {
    const bytes = await plain(8, 8, red).png().toBuffer()
    bytes.writeUInt32BE(side, 16)
    bytes.writeUInt32BE(side, 20)
    bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29)
    return bytes
  }

  async function jpeg(): Promise<Buffer> {
    const bytes = await plain(8, 8, red).jpeg().toBuffer()
    const frame = bytes.indexOf(Buffer.of(0xff, 0xc0))
    bytes.writeUInt16BE(side, frame + 5)
    bytes.writeUInt16BE(side, frame + 7)
    return bytes
  }

  it.each([
    ['PNG', png],
    ['JPEG', jpeg],
  ])('%s is refused from its header', async (_, make) => {
    const reason = '20000×20000 pixels are too many: save a copy of at most 268 million'
    await expect(preprocess(await make())).rejects.toThrow(reason)
  })
})
