/** A zip archive. Only its table is read here; the threads that decode take the bytes out of it. */
import yauzl from 'yauzl'
import { pictureName } from '../../../preload/contract/index.ts'
import { mostBytes, tooLarge } from '../../image/source.ts'
import { entryPath } from './entry-path.ts'
import { isHidden } from './names.ts'
import { unheard, type Entry, type Hear, type Source } from './source.ts'

const stored = 0
const deflated = 8

/** @param archive absolute, links resolved */
export function zipSource(archive: string): Source {
  return {
    kind: 'zip',
    path: archive,
    folder: archive,
    entries: (hear = unheard) => entriesOf(archive, hear),
  }
}

async function* entriesOf(archive: string, hear: Hear): AsyncGenerator<Entry> {
  let taken = 0
  try {
    // Names are decoded and checked here: one bad name is to cost one picture, not the archive.
    const file = await yauzl.openPromise(archive, { decodeStrings: false })
    for await (const entry of file.eachEntry()) {
      hear(file.entriesRead / file.entryCount)
      const found = entryOf(archive, entry)
      if (!found) continue
      taken++
      yield found
    }
  } catch (error) {
    const { message } = error as Error
    yield { path: `(entry ${taken + 1})`, reason: `the archive breaks off here (${message})` }
  }
}

function entryOf(archive: string, entry: yauzl.Entry): Entry | undefined {
  const name = yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false)
  if (name.endsWith('/') || !pictureName.test(name)) return undefined
  const checked = entryPath(name, 'archive')
  if ('reason' in checked) return { path: name, reason: checked.reason }
  if (checked.path.split('/').some(isHidden)) return undefined
  const reason = refusal(entry)
  if (reason) return { path: checked.path, reason }
  return {
    path: checked.path,
    location: {
      kind: 'zipped',
      archive,
      header: entry.relativeOffsetOfLocalHeader,
      compressedBytes: entry.compressedSize,
      bytes: entry.uncompressedSize,
      isDeflated: entry.compressionMethod === deflated,
      crc: entry.crc32,
      modifiedAt: entry.getLastModDate({ timezone: 'UTC' }).getTime(),
    },
  }
}

function refusal(entry: yauzl.Entry): string | undefined {
  if (isLink(entry)) return 'left out: it is a link'
  if (entry.isEncrypted()) return 'it is protected by a password: unpack the archive and import the folder'
  if (entry.compressionMethod !== stored && entry.compressionMethod !== deflated) {
    return `it is compressed in a way that is not read (method ${entry.compressionMethod}): unpack the archive and import the folder`
  }
  if (entry.uncompressedSize > mostBytes) return tooLarge(entry.uncompressedSize)
  return entry.uncompressedSize === 0 ? 'the file is empty' : undefined
}

const unix = 3
const [kindMask, linkKind] = [0o170000, 0o120000]

function isLink(entry: yauzl.Entry): boolean {
  return entry.versionMadeBy >> 8 === unix && ((entry.externalFileAttributes >>> 16) & kindMask) === linkKind
}
