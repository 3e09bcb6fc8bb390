/** Reads many files at once and answers in their order. */
import { join } from 'node:path'
import type { Split } from '../../preload/contract/index.ts'
import type { PictureReaders } from '../image/readers.ts'
import type { Reading } from '../image/reading.ts'
import type { Found } from './walk.ts'

export interface FileToRead extends Found {
  /** Of its source, absolute. */
  readonly folder: string
  readonly sourceId: number
  /** `null` where it is drawn. */
  readonly split: Split | null
  readonly classId: number
}

/** Files read ahead for each that the readers can have under way, so that one large picture does not stop the rest. */
const aheadFactor = 4

/** Ends early, with what is under way given up, once the signal is aborted. */
export async function* readFiles(
  readers: PictureReaders,
  files: AsyncIterable<FileToRead>,
  signal: AbortSignal,
): AsyncGenerator<readonly [FileToRead, Reading]> {
  const ahead: { file: FileToRead; reading: Promise<Reading> }[] = []
  const next = async () => {
    const { file, reading } = ahead.shift()!
    return [file, await reading] as const
  }
  for await (const file of files) {
    if (signal.aborted) return
    const reading = file.reason === undefined ? readers.read(join(file.folder, file.path)) : unreadable(file.reason)
    // Whoever awaits it hears of the error; one that is given up is nobody's.
    reading.catch(() => undefined)
    ahead.push({ file, reading })
    if (ahead.length >= readers.capacity * aheadFactor) yield await next()
  }
  while (ahead.length > 0 && !signal.aborted) yield await next()
}

function unreadable(reason: string): Promise<Reading> {
  return Promise.resolve({ ok: false, reason })
}
