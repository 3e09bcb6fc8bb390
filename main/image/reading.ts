/** What reading one picture for the pixel store gives, as it travels between threads. */
import { Failure } from '../lib/failure.ts'
import { fingerprintOf } from './fingerprint.ts'
import type { Location } from './location.ts'
import { preprocess, type PreprocessedPicture } from './preprocess.ts'
import { readLocation, sha256, type Stamp } from './source.ts'
import { inTurn, type Turn } from './turns.ts'

export interface ReadPicture extends PreprocessedPicture {
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

/** What to read; with `known`, only if the file is not as that tells. */
export interface ToRead {
  readonly location: Location
  readonly known?: Stamp | undefined
}

export interface ReadRequest extends ToRead {
  readonly ticket: number
}

export interface ReadReply {
  readonly ticket: number
  readonly reading: Reading
}

/** Reads, hashes and preprocesses a file. A file that is no picture is an answer, not an error. */
export async function readPicture({ location, known }: ToRead, turn: Turn): Promise<Reading> {
  try {
    const source = readLocation(location, known)
    if (!source) return { outcome: 'unchanged' }
    const { content, modifiedAt } = source
    const picture = await preprocess(content, (work) => inTurn(turn, work))
    const facts = { bytes: content.length, modifiedAt, sha256: sha256(content) }
    return { outcome: 'read', picture: { ...picture, ...facts, fingerprint: fingerprintOf(picture.pixels) } }
  } catch (error) {
    if (error instanceof Failure && error.code === 'invalid-input') return { outcome: 'refused', reason: error.message }
    throw error
  }
}
