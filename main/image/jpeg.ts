/** Reads what a JPEG says of itself before its pixels, and names those that need little but decoding. */
import { readProfile, type ProfileConversion } from './profile.ts'

export interface JpegFrame {
  readonly width: number
  readonly height: number
  /** 1 is grey, 3 is colour. */
  readonly channels: 1 | 3
  /** How its colours become sRGB's, where they are others. */
  readonly conversion?: ProfileConversion
}

/**
 * The frame of a whole JPEG that is upright, in red, green and blue or grey, and has 8 bits a channel; `undefined` for
 * every other, also for one that breaks off.
 */
export function plainJpegFrame(file: Uint8Array): JpegFrame | undefined {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  if (bytes.length < 4 || bytes.readUInt16BE(bytes.length - 2) !== endOfImage) return undefined
  let frame: JpegFrame | undefined
  let profile: Uint8Array | undefined
  for (let at = 2; at + 4 <= bytes.length;) {
    const marker = bytes.readUInt16BE(at)
    if (marker === startOfScan) return frame && profile ? withProfile(frame, profile) : frame
    const segment = bytes.subarray(at + 4, at + 2 + bytes.readUInt16BE(at + 2))
    if (marker < 0xffc0 || !isPlain(marker, segment)) return undefined
    if (frameMarkers.includes(marker)) frame = readFrame(segment)
    if (marker === colourProfile && begins(segment, profileMark)) profile = segment.subarray(profileStart)
    at += 4 + segment.length
  }
  return undefined
}

const startOfScan = 0xffda
const endOfImage = 0xffd9
/** Baseline, extended and progressive, Huffman-coded. */
const frameMarkers = [0xffc0, 0xffc1, 0xffc2]
const exif = 0xffe1
const colourProfile = 0xffe2
const adobe = 0xffee

/** After the mark come the number of this part of the profile and how many there are (ICC.1:2022, section B.4). */
const profileMark = 'ICC_PROFILE\0'
const profileStart = profileMark.length + 2

/** `undefined` where the colours are not the frame's, or not simply converted. */
function withProfile(frame: JpegFrame, profile: Uint8Array): JpegFrame | undefined {
  if (isSrgb(profile)) return frame
  const conversion = frame.channels === 3 ? readProfile(profile) : undefined
  return conversion && { ...frame, conversion }
}

function readFrame(segment: Buffer): JpegFrame | undefined {
  if (segment.length < 6) return undefined
  const [bits, height, width, channels] = [segment[0], segment.readUInt16BE(1), segment.readUInt16BE(3), segment[5]]
  if (bits !== 8 || width === 0 || height === 0 || (channels !== 1 && channels !== 3)) return undefined
  return { width, height, channels }
}

/** Whether this segment leaves the pixels as they are. */
function isPlain(marker: number, segment: Buffer): boolean {
  if (marker === exif) return orientation(segment) <= 1
  if (marker === colourProfile) return !begins(segment, profileMark) || segment[profileMark.length + 1] === 1
  // Where Adobe's segment tells of no transformation, the channels are red, green and blue themselves.
  if (marker === adobe) return !begins(segment, 'Adobe') || segment[11] === 1
  return true
}

/** By the profile's own description, in Latin-1 or UTF-16. */
export function isSrgb(profile: Uint8Array): boolean {
  return Buffer.from(profile).toString('latin1').replaceAll('\0', '').includes('sRGB')
}

const orientationTag = 0x0112

/** EXIF's orientation, 1 to 8, or 0 where there is none (EXIF 2.32, section 4.6.2). */
function orientation(segment: Buffer): number {
  if (!begins(segment, 'Exif\0\0')) return 0
  const tiff = segment.subarray(6)
  if (tiff.length < 8) return 0
  const small = begins(tiff, 'II')
  const number16 = (at: number) => (small ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const directory = small ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  if (directory + 2 > tiff.length) return 0
  const entries = number16(directory)
  for (let entry = directory + 2; entry < directory + 2 + entries * 12 && entry + 12 <= tiff.length; entry += 12) {
    if (number16(entry) === orientationTag) return number16(entry + 8)
  }
  return 0
}

function begins(bytes: Buffer, text: string): boolean {
  return bytes.subarray(0, text.length).equals(Buffer.from(text, 'latin1'))
}
