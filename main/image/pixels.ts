/**
 * The pixel store: one flat file a dataset, of records of 256×256 pixels, 3 bytes each (red, green, blue), row by row.
 * It is derived from the sources; what a record shows stands in the database. Records are written before the rows that
 * name them, so a row never names a record that is not there.
 */
import { closeSync, mkdirSync, openSync, readSync } from 'node:fs'
import { open, rm, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Failure } from '../lib/failure.ts'

/** Side of a record's square in pixels. */
export const pixelSide = 256

/** Bytes of a record. */
export const pixelBytes = pixelSide * pixelSide * 3

/** Where the records of a dataset lie. */
export function pixelFile(workspace: string, datasetId: number): string {
  return join(workspace, 'pixels', `${datasetId}.rgb`)
}

/** Removes the records of a dataset, if there are any, and the lock of those who write them. */
export async function removePixels(workspace: string, datasetId: number): Promise<void> {
  await rm(pixelFile(workspace, datasetId), { force: true })
  await rm(join(workspace, 'pixels', `${datasetId}.lock`), { force: true })
}

/** Appends records to a file that it creates where it is missing. One writer a file. */
export class PixelWriter {
  readonly #file: FileHandle
  #count: number
  /** Whether records that there should be are missing, so that none can be trusted. */
  readonly hasLost: boolean

  private constructor(file: FileHandle, count: number, bytes: number) {
    this.#file = file
    this.#count = count
    this.hasLost = bytes < count * pixelBytes
  }

  /**
   * What an earlier writer that broke off left behind the last record is written over.
   * @param records how many there are; as many whole ones as the file has where absent
   */
  static async open(path: string, records?: number): Promise<PixelWriter> {
    mkdirSync(dirname(path), { recursive: true })
    await (await open(path, 'a')).close()
    const file = await open(path, 'r+')
    const { size } = await file.stat()
    return new PixelWriter(file, records ?? Math.floor(size / pixelBytes), size)
  }

  /** Writes these records in one go, each of `pixelBytes`, and answers the index of the first. */
  async append(records: readonly Uint8Array[]): Promise<number> {
    const first = this.#count
    let position = first * pixelBytes
    let pending = [...records]
    while (pending.length > 0) {
      const { bytesWritten } = await this.#file.writev(pending, position)
      position += bytesWritten
      pending = withoutFirst(pending, bytesWritten)
    }
    this.#count += records.length
    return first
  }

  /** Lets the records reach the disk. */
  async close(): Promise<void> {
    await this.#file.datasync()
    await this.#file.close()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }
}

/** Reads records by index, synchronously: for the threads that make batches, and for thumbnails. */
export class PixelReader {
  readonly #path: string
  readonly #descriptor: number

  /** Throws `Failure('failed')` where the file is missing. */
  constructor(path: string) {
    this.#path = path
    try {
      this.#descriptor = openSync(path, 'r')
    } catch (error) {
      throw lost(path, error)
    }
  }

  /** Fills `target`, of `pixelBytes` bytes, with a record. Throws `Failure('failed')` where there is no such record. */
  read(index: number, target: Uint8Array): void {
    let filled = 0
    while (filled < pixelBytes) {
      const count = readSync(this.#descriptor, target, filled, pixelBytes - filled, index * pixelBytes + filled)
      if (count === 0) throw lost(this.#path)
      filled += count
    }
  }

  close(): void {
    closeSync(this.#descriptor)
  }
}

/** What is left of the buffers after their first `bytes` bytes. */
function withoutFirst(buffers: readonly Uint8Array[], bytes: number): Uint8Array[] {
  const left: Uint8Array[] = []
  for (const buffer of buffers) {
    if (bytes < buffer.length) left.push(buffer.subarray(bytes))
    bytes = Math.max(0, bytes - buffer.length)
  }
  return left
}

function lost(path: string, cause?: unknown): Failure {
  const text = `The dataset's pixel file ${path} is missing or too short. Import the dataset again, which reads its pictures anew.`
  return new Failure('failed', text, undefined, { cause })
}
