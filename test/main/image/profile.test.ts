import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { plainJpegFrame } from '../../../main/image/jpeg.ts'
import { preprocess } from '../../../main/image/preprocess.ts'
import { readProfile, toSrgb } from '../../../main/image/profile.ts'
import { noise } from '../../support/pictures.ts'

const picture = async (profile: string) =>
  sharp(await noise(9, 7, 3).png().toBuffer())
    .resize(400, 300, { fit: 'fill' })
    .withIccProfile(profile)
    .jpeg({ quality: 95 })
    .toBuffer()

/** A profile of a matrix and one kind of curve. */
function profileOf(curve: Buffer, tags: readonly string[] = ['rTRC', 'gTRC', 'bTRC']): Buffer {
  const columns = [
    [0.436, 0.2225, 0.0139],
    [0.3851, 0.7169, 0.0971],
    [0.1431, 0.0606, 0.7139],
  ].map((numbers) => Buffer.concat([Buffer.from('XYZ \0\0\0\0', 'latin1'), ...numbers.map(fixed)]))
  const entries = [
    ...['rXYZ', 'gXYZ', 'bXYZ'].map((name, index) => ({ name, content: columns[index]! })),
    ...tags.map((name) => ({ name, content: curve })),
  ]
  const head = Buffer.alloc(132 + entries.length * 12)
  head.write('RGB XYZ ', 16, 'latin1')
  head.writeUInt32BE(entries.length, 128)
  let offset = head.length
  for (const [index, { name, content }] of entries.entries()) {
    head.write(name, 132 + index * 12, 'latin1')
    head.writeUInt32BE(offset, 132 + index * 12 + 4)
    head.writeUInt32BE(content.length, 132 + index * 12 + 8)
    offset += content.length
  }
  return Buffer.concat([head, ...entries.map(({ content }) => content)])
}

function fixed(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(Math.round(value * 65_536))
  return bytes
}

function curve(...numbers: number[]): Buffer {
  const bytes = Buffer.alloc(12 + numbers.length * 2)
  bytes.write('curv', 'latin1')
  bytes.writeUInt32BE(numbers.length, 8)
  for (const [index, number] of numbers.entries()) bytes.writeUInt16BE(number, 12 + index * 2)
  return bytes
}

function parametric(kind: number, ...numbers: number[]): Buffer {
  const head = Buffer.alloc(12)
  head.write('para', 'latin1')
  head.writeUInt16BE(kind, 8)
  return Buffer.concat([head, ...numbers.map(fixed)])
}

describe('a colour profile', () => {
  it('is taken to sRGB as libvips takes it, within two levels on average', async () => {
    const file = await picture('p3')
    expect(plainJpegFrame(file)?.conversion).toBeDefined()
    const { pixels, conversions } = await preprocess(file)
    expect(conversions).toEqual(['colour profile to sRGB'])
    const reference = await sharp(file).toColourspace('srgb').resize(256, 256, { kernel: 'linear' }).raw().toBuffer()
    const sum = reference.reduce((total, value, at) => total + Math.abs(value - pixels[at]!), 0)
    expect(sum / reference.length).toBeLessThan(2)
  })

  it('of sRGB needs nothing', async () => {
    const file = await picture('srgb')
    expect(plainJpegFrame(file)).toEqual({ width: 400, height: 300, channels: 3 })
    expect((await preprocess(file)).conversions).toEqual([])
  })

  // The primaries are sRGB's, so a grey stays grey and shows the curve: 128 is light of 0.2159 in sRGB.
  it.each([
    ['light itself', curve(), 188],
    ['a power', curve(Math.round(2.2 * 256)), 128],
    ['a table', curve(0, 0, 65_535), 13],
    ['a parametric power', parametric(0, 2.2), 128],
    ['a parametric curve with an offset', parametric(1, 2, 2, -1), 1],
    ['a parametric curve with a floor', parametric(2, 1, 1, 0, 0), 188],
    ['that of sRGB', parametric(3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045), 128],
    ['that of sRGB with nothing added', parametric(4, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045, 0, 0), 128],
  ])('may have %s as its curve', (_, content, expected) => {
    const pixels = Uint8Array.of(128, 128, 128, 0, 0, 0, 255, 255, 255)
    toSrgb(pixels, readProfile(profileOf(content))!)
    for (const value of pixels.subarray(0, 3)) expect(Math.abs(value - expected)).toBeLessThanOrEqual(2)
    expect([...pixels.subarray(3, 6)]).toEqual([0, 0, 0])
    for (const value of pixels.subarray(6)) expect(value).toBeGreaterThanOrEqual(254)
  })

  it('that is damaged or of another kind is left to libvips', () => {
    const whole = profileOf(curve())
    expect(readProfile(whole.subarray(0, 140))).toBeUndefined()
    expect(readProfile(Buffer.alloc(0))).toBeUndefined()
    expect(readProfile(profileOf(curve(), ['rTRC', 'gTRC']))).toBeUndefined()
    expect(readProfile(profileOf(curve(), ['rTRC', 'gTRC', 'bTRC', 'A2B0']))).toBeUndefined()
    expect(readProfile(profileOf(Buffer.from('what')))).toBeUndefined()
  })
})
