/**
 * The pixel store: one flat file a dataset, of records of 256×256 pixels, 3 bytes each (red, green, blue), row by row.
 * It is derived from the sources; what a record shows stands in the database. Records are written before the rows that
 * name them, so a row never names a record that is not there.
 */
import { closeSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs'
import { open, rm, stat, type FileHandle } from 'node:fs/promises'
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

/** Bytes of the file of a dataset's records; 0 where there is none. */
export async function bytesOfPixels(workspace: string, datasetId: number): Promise<number> {
  const found = await stat(pixelFile(workspace, datasetId)).catch(() => undefined)
  return found?.size ?? 0
}

/** Removes the records of a dataset, if there are any, and the lock of those who write them. */
export async function removePixels(workspace: string, datasetId: number): Promise<void> {
  await rm(pixelFile(workspace, datasetId), { force: true })
  await rm(join(workspace, 'pixels', `${datasetId}.lock`), { force: true })
}

/** Records, 100 MB of them, after which the disk begins to write. */
const recordsPerSync = 512

/** Gives out the places of a file that records may be written to. One at a time gives out those of a file. */
export class PixelPlaces {
  readonly #file: FileHandle
  #next: number
  readonly #free: number[] = []
  #taken = 0
  /** Settles when what was written until some time ago is on the disk. */
  #synced: Promise<unknown> = Promise.resolve()
  #isSyncing = false
  /** Whether records that there should be are missing, so that none can be trusted. */
  readonly hasLost: boolean

  private constructor(file: FileHandle, records: number, bytes: number) {
    this.#file = file
    this.#next = records
    this.hasLost = bytes < records * pixelBytes
  }

  /** @param records how many there are; what earlier writers left behind those is written over */
  static async open(path: string, records: number): Promise<PixelPlaces> {
    const file = await open(prepared(path), 'r')
    const { size } = await file.stat()
    return new PixelPlaces(file, records, size)
  }

  /** The index of a record that nobody has. */
  take(): number {
    if (++this.#taken % recordsPerSync === 0) this.#sync()
    return this.#free.pop() ?? this.#next++
  }

  /** Has the disk write meanwhile, so that little is left to wait for at the end; what fails here fails there again. */
  #sync(): void {
    if (this.#isSyncing) return
    this.#isSyncing = true
    this.#synced = this.#file
      .datasync()
      .catch(() => undefined)
      .finally(() => {
        this.#isSyncing = false
      })
  }

  /** Lets others have a place that is not needed after all. */
  giveBack(index: number): void {
    this.#free.push(index)
  }

  /** Lets what was written reach the disk. */
  async close(): Promise<void> {
    await this.#synced
    await this.#file.datasync()
    await this.#file.close()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }
}

/** Writes records by index, synchronously: for the threads that read pictures. */
export class PixelWriter {
  readonly #descriptor: number

  /** Creates the file where it is missing. */
  constructor(path: string) {
    this.#descriptor = openSync(prepared(path), 'r+')
  }

  /** Writes a record of `pixelBytes`. Throws the error of the file system. */
  write(index: number, record: Uint8Array): void {
    let written = 0
    while (written < pixelBytes) {
      written += writeSync(this.#descriptor, record, written, pixelBytes - written, index * pixelBytes + written)
    }
  }

  close(): void {
    closeSync(this.#descriptor)
  }
}

/** The path of a file that is there, and empty if it was not. */
function prepared(path: string): string {
  mkdirSync(dirname(path), { recursive: true })
  closeSync(openSync(path, 'a'))
  return path
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

/** One record, of `pixelBytes` bytes. Throws `Failure('failed')` where there is none. */
export function readRecord(path: string, index: number): Uint8Array {
  const reader = new PixelReader(path)
  try {
    const pixels = new Uint8Array(pixelBytes)
    reader.read(index, pixels)
    return pixels
  } finally {
    reader.close()
  }
}

function lost(path: string, cause?: unknown): Failure {
  const text = `The dataset's pixel file ${path} is missing or too short. Import the dataset again, which reads its pictures anew.`
  return new Failure('failed', text, undefined, { cause })
}
