/** What reading one picture for the pixel store gives, as it travels between threads. */
import { Failure } from '../lib/failure.ts'
import { preprocess, type PreprocessedPicture } from './preprocess.ts'
import { readSource, sha256 } from './source.ts'

export interface ReadPicture extends PreprocessedPicture {
  /** Bytes of the file. */
  readonly bytes: number
  /** Milliseconds since 1970. */
  readonly modifiedAt: number
  readonly sha256: Uint8Array
}

/** A picture, or why there is none. */
export type Reading =
  { readonly ok: true; readonly picture: ReadPicture } | { readonly ok: false; readonly reason: string }

export interface ReadRequest {
  readonly ticket: number
  /** Absolute. */
  readonly path: string
}

export interface ReadReply {
  readonly ticket: number
  readonly reading: Reading
}

/** Reads, hashes and preprocesses a file. A file that is no picture is an answer, not an error. */
export async function readPicture(path: string): Promise<Reading> {
  try {
    const { content, modifiedAt } = await readSource(path)
    const picture = await preprocess(content)
    return { ok: true, picture: { ...picture, bytes: content.length, modifiedAt, sha256: sha256(content) } }
  } catch (error) {
    if (error instanceof Failure && error.code === 'invalid-input') return { ok: false, reason: error.message }
    throw error
  }
}
