/** Room on the disk that a workspace lies on. */
import { statfsSync } from 'node:fs'
import { Failure } from '../lib/failure.ts'

/** Left free for everything else, the write-ahead log among it. */
const reserveBytes = 128 * 2 ** 20

/** The disk has no room for what is to be written. Nothing that was there is lost. */
export class DiskFull extends Failure {
  constructor(message: string, options?: ErrorOptions) {
    super('failed', message, undefined, options)
  }
}

/** Bytes that may still be written to the disk of a folder. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

/** Throws `DiskFull` unless there is room for a checkpoint and some more. */
export function demandRoom(folder: string, bytes: number, free: number): void {
  if (free >= bytes + reserveBytes) return
  throw new DiskFull(
    `The disk of ${folder} is too full for a checkpoint: it needs ${megabytes(bytes + reserveBytes)}, ` +
      `${megabytes(free)} are free. Free some room, or remove runs that are no longer needed.`,
  )
}

/** The error itself, or `DiskFull` where SQLite ran out of disk. */
export function withDiskFull(folder: string, error: unknown): unknown {
  if ((error as { code?: string } | null)?.code !== 'SQLITE_FULL') return error
  const message = `The disk of ${folder} is full. Free some room, or remove runs that are no longer needed.`
  return new DiskFull(message, { cause: error })
}

function megabytes(bytes: number): string {
  return `${String(Math.ceil(bytes / 2 ** 20))} MB`
}
