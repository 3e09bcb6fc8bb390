/** A picture on its way out of a dataset. */
import type { Split } from '../../../preload/contract/index.ts'

export interface OutgoingPicture {
  readonly id: number
  /** Where it lies: the path of its file, or that of its archive and the path in there. */
  readonly place: string
  /** The last part of its path. */
  readonly name: string
  readonly label: string | null
  readonly split: Split
  readonly sha256: Uint8Array
}

/** One way of writing a dataset. */
export interface PictureWriter {
  /** Whether `write` needs the bytes of the pictures. */
  readonly needsContent: boolean
  /** `content` is empty where it is not needed. */
  write(picture: OutgoingPicture, content: Uint8Array): Promise<void>
  /** Once, after the last picture. */
  close(): Promise<void>
}
