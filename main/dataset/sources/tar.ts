/**
 * A tar archive, compressed with gzip or not. Of a plain one only headers are read here; the threads that decode take
 * the bytes out of it. A compressed one is read as a stream, so each picture's bytes come along.
 */
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { pictureName } from '../../../preload/contract/index.ts'
import { mostBytes, tooLarge } from '../../image/source.ts'
import type { Location } from '../../image/location.ts'
import { FileBytes, StreamBytes } from '../tar/bytes.ts'
import { tarEntries, type TarEntry } from '../tar/entries.ts'
import { entryPath } from './entry-path.ts'
import { isHidden } from './names.ts'
import { unheard, type Entry, type Hear, type Source } from './source.ts'

/** @param archive absolute, links resolved */
export function tarSource(archive: string, { compressed }: { compressed: boolean }): Source {
  return {
    kind: 'tar',
    path: archive,
    folder: archive,
    entries: (hear = unheard) => (compressed ? streamed(archive, hear) : seekable(archive, hear)),
  }
}

async function* seekable(archive: string, hear: Hear): AsyncGenerator<Entry> {
  await using file = await open(archive)
  const { size } = await file.stat()
  const bytes = new FileBytes(file)
  const entries = heard(tarEntries(bytes), () => {
    hear(bytes.position / size)
  })
  yield* entriesOf(entries, (entry) => {
    if (entry.start + entry.size > size) throw new Error('it ends in this file')
    const { start, size: bytes, modifiedAt } = entry
    return Promise.resolve({ kind: 'stored', archive, start, bytes, modifiedAt })
  })
}

async function* streamed(archive: string, hear: Hear): AsyncGenerator<Entry> {
  const { size: packedBytes } = await stat(archive)
  const unpacked = createGunzip({ chunkSize: 2 ** 18 })
  // Whoever reads hears of an error; a reader that leaves early ends the stream.
  const file = createReadStream(archive, { highWaterMark: 2 ** 18 })
  pipeline(file, unpacked, () => undefined)
  try {
    const chunks = heard<Buffer>(unpacked, () => {
      hear(file.bytesRead / packedBytes)
    })
    const bytes = new StreamBytes(chunks)
    yield* entriesOf(tarEntries(bytes), async ({ size, modifiedAt }) => {
      const content = await bytes.take(size)
      if (content.length < size) throw new Error('it ends in this file')
      // A copy, which can go to another thread as it is.
      return { kind: 'content', content: new Uint8Array(content), modifiedAt }
    })
  } finally {
    file.destroy()
    unpacked.destroy()
  }
}

/** The same items, with a step before each. */
async function* heard<Item>(items: AsyncIterable<Item>, step: () => void): AsyncGenerator<Item> {
  for await (const item of items) {
    step()
    yield item
  }
}

/** What the archive breaks off at is an entry with the reason; what came before is not lost. */
async function* entriesOf(
  entries: AsyncIterable<TarEntry>,
  locate: (entry: TarEntry) => Promise<Location>,
): AsyncGenerator<Entry> {
  let last = '(begin)'
  try {
    for await (const entry of entries) {
      if (!isFileOrLink(entry) || !pictureName.test(entry.name)) continue
      const checked = entryPath(entry.name, 'archive')
      last = entry.name
      if ('reason' in checked) yield { path: entry.name, reason: checked.reason }
      else if (!checked.path.split('/').some(isHidden)) {
        const { path } = checked
        const reason = refusal(entry)
        yield reason === undefined ? { path, location: await locate(entry) } : { path, reason }
      }
    }
  } catch (error) {
    yield { path: last, reason: `the archive breaks off here (${(error as Error).message})` }
  }
}

const [file, hardLink, softLink, contiguous] = ['0', '1', '2', '7']

function isFileOrLink({ type }: TarEntry): boolean {
  return type === file || type === contiguous || type === hardLink || type === softLink
}

function refusal({ type, size }: TarEntry): string | undefined {
  if (type === hardLink || type === softLink) return 'left out: it is a link'
  if (size > mostBytes) return tooLarge(size)
  return size === 0 ? 'the file is empty' : undefined
}
