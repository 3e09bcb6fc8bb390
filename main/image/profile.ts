/**
 * Converts pixels of a colour profile that is a matrix and curves, as those of cameras and screens are, to sRGB
 * (ICC.1:2022, sections 8.3, 10.6, 10.18 and F.3). Other profiles are libvips's, which takes four times as long.
 */

/** What turns red, green and blue of a profile into sRGB's. */
export interface ProfileConversion {
  /** Of each channel, light by value: 256 numbers from 0 to 1. */
  readonly light: readonly Float32Array[]
  /** From the profile's light to sRGB's: rows for red, green and blue. */
  readonly matrix: readonly (readonly number[])[]
}

/** `undefined` where the profile is not of that kind, or damaged. */
export function readProfile(profile: Uint8Array): ProfileConversion | undefined {
  try {
    const bytes = Buffer.from(profile.buffer, profile.byteOffset, profile.byteLength)
    if (bytes.toString('latin1', 16, 24) !== 'RGB XYZ ') return undefined
    const tags = readTags(bytes)
    if (tags.has('A2B0')) return undefined
    const curves = ['rTRC', 'gTRC', 'bTRC'].map((name) => readCurve(tags.get(name)!))
    const columns = ['rXYZ', 'gXYZ', 'bXYZ'].map((name) => readNumbers(tags.get(name)!, 8, 3))
    const light = curves.map((curve) => Float32Array.from({ length: 256 }, (_, value) => curve(value / 255)))
    const matrix = srgbOfXyz.map((row) =>
      columns.map((column) => row.reduce((sum, factor, at) => sum + factor * column[at]!, 0)),
    )
    return { light, matrix }
  } catch {
    return undefined
  }
}

/** Converts pixels of three bytes in place. */
export function toSrgb(pixels: Uint8Array, { light, matrix }: ProfileConversion): void {
  const red = light[0]!
  const green = light[1]!
  const blue = light[2]!
  const m = Float64Array.from(matrix.flat())
  for (let at = 0; at < pixels.length; at += 3) {
    const r = red[pixels[at]!]!
    const g = green[pixels[at + 1]!]!
    const b = blue[pixels[at + 2]!]!
    pixels[at] = valueOf(m[0]! * r + m[1]! * g + m[2]! * b)
    pixels[at + 1] = valueOf(m[3]! * r + m[4]! * g + m[5]! * b)
    pixels[at + 2] = valueOf(m[6]! * r + m[7]! * g + m[8]! * b)
  }
}

/** Light of sRGB from XYZ under D50, the connection space of profiles (Bradford-adapted from IEC 61966-2-1). */
const srgbOfXyz = [
  [3.1338561, -1.6168667, -0.4906146],
  [-0.9787684, 1.9161415, 0.033454],
  [0.0719453, -0.2289914, 1.4052427],
] as const

const steps = 4096

/** Values of sRGB by light (IEC 61966-2-1). */
const values = Uint8Array.from({ length: steps + 1 }, (_, step) => {
  const light = step / steps
  return Math.round(255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055))
})

function valueOf(light: number): number {
  if (light <= 0) return 0
  return light >= 1 ? 255 : values[(light * steps + 0.5) | 0]!
}

function readTags(bytes: Buffer): ReadonlyMap<string, Buffer> {
  const count = bytes.readUInt32BE(128)
  return new Map(
    Array.from({ length: Math.min(count, 100) }, (_, tag) => {
      const at = 132 + tag * 12
      const start = bytes.readUInt32BE(at + 4)
      return [bytes.toString('latin1', at, at + 4), bytes.subarray(start, start + bytes.readUInt32BE(at + 8))]
    }),
  )
}

/** Numbers of 32 bits, of which 16 stand behind the point. */
function readNumbers(bytes: Buffer, at: number, count: number): number[] {
  return Array.from({ length: count }, (_, number) => bytes.readInt32BE(at + number * 4) / 65_536)
}

type Curve = (value: number) => number

function readCurve(bytes: Buffer): Curve {
  const type = bytes.toString('latin1', 0, 4)
  if (type === 'para') return parametricCurve(bytes.readUInt16BE(8), bytes)
  if (type !== 'curv') throw new Error(`no curve: ${type}`)
  const count = bytes.readUInt32BE(8)
  if (count === 0) return (value) => value
  if (count === 1) {
    const gamma = bytes.readUInt16BE(12) / 256
    return (value) => value ** gamma
  }
  return (value) => {
    const place = value * (count - 1)
    const low = bytes.readUInt16BE(12 + Math.floor(place) * 2)
    const high = bytes.readUInt16BE(12 + Math.ceil(place) * 2)
    return (low + (high - low) * (place % 1)) / 65_535
  }
}

/** How many numbers the curve of each function has. */
const curveNumbers = [1, 3, 4, 5, 7]

/** Functions 0 to 4 of a parametric curve as the last of them, which has all their parts. */
function parametricCurve(kind: number, bytes: Buffer): Curve {
  const [g = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = readNumbers(bytes, 12, curveNumbers[kind]!)
  if (kind === 0) return (value) => value ** g
  if (kind === 1) return (value) => (value >= -b / a ? (a * value + b) ** g : 0)
  if (kind === 2) return (value) => (value >= -b / a ? (a * value + b) ** g + c : c)
  return (value) => (value >= d ? (a * value + b) ** g + e : c * value + f)
}
