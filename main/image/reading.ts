/** What reading one picture for the pixel store gives, as it travels between threads. */
import { Failure } from '../lib/failure.ts'
import { fingerprintOf } from './fingerprint.ts'
import type { Location } from './location.ts'
import { pixelBytes, type PixelWriter } from './pixels.ts'
import { preprocess, preprocessNow, type PreprocessedPicture } from './preprocess.ts'
import { readLocation, sha256, type Stamp } from './source.ts'
import { inTurn, type Turn } from './turns.ts'

/** A picture whose pixels are in the pixel store. */
export interface ReadPicture extends Omit<PreprocessedPicture, 'pixels'> {
  readonly pixelIndex: number
  /** Bytes of the file. */
  readonly bytes: number
  /** Milliseconds since 1970. */
  readonly modifiedAt: number
  readonly sha256: Uint8Array
  /** What it looks like; see `main/lib/fingerprint.ts`. */
  readonly fingerprint: Uint8Array
}

/** A picture, word that it is as it was, or why there is none. */
export type Reading =
  | { readonly outcome: 'read'; readonly picture: ReadPicture }
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'refused'; readonly reason: string }

/** What to read into which record of which file; with `known`, only if the file is not as that tells. */
export interface ToRead {
  readonly location: Location
  /** The pixel file of the dataset. */
  readonly pixels: string
  readonly pixelIndex: number
  readonly known?: Stamp | undefined
}

export interface Read extends ToRead {
  readonly ticket: number
}

/** To a thread that reads; after `close` nothing more comes. */
export type ReadRequest = Read | 'close'

/** Of an error, what can be told to another thread: its message, and its code where the system gave one. */
export type ReadReply =
  | { readonly ticket: number; readonly reading: Reading }
  | { readonly ticket: number; readonly error: { readonly message: string; readonly code: string | undefined } }

/** For pixels that are written before anything else is read: fresh memory for each would take as long as to fill it. */
const square = new Uint8Array(pixelBytes)

/**
 * Reads, hashes and preprocesses a file, and writes its record. A file that is no picture is an answer, not an error;
 * a record that cannot be written is an error.
 */
export async function readPicture(
  { location, pixelIndex, known }: Omit<ToRead, 'pixels'>,
  turn: Turn,
  pixels: Pick<PixelWriter, 'write'>,
): Promise<Reading> {
  try {
    const source = readLocation(location, known)
    if (!source) return { outcome: 'unchanged' }
    const { content, modifiedAt } = source
    const facts = { pixelIndex, bytes: content.length, modifiedAt, sha256: sha256(content) }
    const { pixels: record, ...picture } =
      preprocessNow(content, square) ?? (await preprocess(Buffer.from(content), (work) => inTurn(turn, work)))
    pixels.write(pixelIndex, record)
    return { outcome: 'read', picture: { ...picture, ...facts, fingerprint: fingerprintOf(record) } }
  } catch (error) {
    if (error instanceof Failure && error.code === 'invalid-input') return { outcome: 'refused', reason: error.message }
    throw error
  }
}
