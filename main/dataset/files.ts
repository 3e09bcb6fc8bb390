/** Reads many pictures at once and answers in their order. */
import type { Split } from '../../preload/contract/index.ts'
import type { Location } from '../image/location.ts'
import type { PixelPlaces } from '../image/pixels.ts'
import type { PictureReaders } from '../image/readers.ts'
import type { Reading } from '../image/reading.ts'
import type { KnownPicture } from '../store/store.ts'

/** A picture of a source on its way in. */
export interface FileToRead {
  readonly sourceId: number
  /** Below its source, with `/`. */
  readonly path: string
  /** Where its bytes are, or why it is left out. */
  readonly from: Location | { readonly kind: 'nowhere'; readonly reason: string }
  readonly label: string | null
  /** `null` where it is drawn. */
  readonly split: Split | null
  /** What is known of it from an earlier import. */
  readonly known: KnownPicture | undefined
}

/** Where records go: the file, and who gives out the places in it. */
export interface Records {
  readonly pixels: string
  readonly places: PixelPlaces
}

/** Files read ahead for each that the readers can have under way, so that one large picture does not stop the rest. */
const aheadFactor = 8

/** Bytes in memory that wait to be read, at most. */
const mostBytesAhead = 2 ** 26

/** Ends early, with what is under way given up, once the signal is aborted. */
export async function* readFiles(
  readers: PictureReaders,
  records: Records,
  files: AsyncIterable<FileToRead>,
  signal: AbortSignal,
): AsyncGenerator<readonly [FileToRead, Reading]> {
  const ahead: { file: FileToRead; reading: Promise<Reading>; bytes: number }[] = []
  let bytesAhead = 0
  const next = async () => {
    const { file, reading, bytes } = ahead.shift()!
    bytesAhead -= bytes
    return [file, await reading] as const
  }
  for await (const file of files) {
    if (signal.aborted) return
    const bytes = file.from.kind === 'content' ? file.from.content.length : 0
    const reading = read(readers, records, file)
    // Whoever awaits it hears of the error; one that is given up is nobody's.
    reading.catch(() => undefined)
    ahead.push({ file, reading, bytes })
    bytesAhead += bytes
    while (ahead.length >= readers.capacity * aheadFactor || (bytesAhead > mostBytesAhead && ahead.length > 0)) {
      yield await next()
    }
  }
  while (ahead.length > 0 && !signal.aborted) yield await next()
}

async function read(
  readers: PictureReaders,
  { pixels, places }: Records,
  { from, known }: FileToRead,
): Promise<Reading> {
  if (from.kind === 'nowhere') return { outcome: 'refused', reason: from.reason }
  if (known && isAsKnown(from, known)) return { outcome: 'unchanged' }
  const pixelIndex = places.take()
  const stamp = known && { bytes: known.bytes, modifiedAt: known.modifiedAt }
  const reading = await readers.read({ location: from, pixels, pixelIndex, known: stamp })
  if (reading.outcome !== 'read') places.giveBack(pixelIndex)
  return reading
}

/** What an archive tells of its files makes it needless to read them; of other files the threads look. */
function isAsKnown(location: Location, known: KnownPicture): boolean {
  if (location.kind === 'file') return false
  const bytes = location.kind === 'content' ? location.content.length : location.bytes
  return bytes === known.bytes && location.modifiedAt === known.modifiedAt
}
