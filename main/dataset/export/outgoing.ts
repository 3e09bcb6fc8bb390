/** Goes through the pictures of a dataset with their bytes, wherever those lie. */
import { join } from 'node:path'
import { readLocation } from '../../image/source.ts'
import { Failure } from '../../lib/failure.ts'
import type { ExportRow, SourceRow, Store } from '../../store/store.ts'
import { PictureSet } from '../seen.ts'
import { openSource } from '../sources/open.ts'
import type { Location } from '../../image/location.ts'
import type { OutgoingPicture } from './picture.ts'

/** A picture with its bytes, or with the reason why it is left out. */
export type Outgoing =
  | { readonly picture: OutgoingPicture; readonly content: Uint8Array }
  | { readonly path: string; readonly reason: string }

/** All pictures that are not excluded, source by source; without their bytes where those are not needed. */
export async function* outgoing(store: Store, datasetId: number, needsContent: boolean): AsyncGenerator<Outgoing> {
  for (const source of store.sources.list(datasetId)) {
    const isArchive = source.kind === 'zip' || source.kind === 'tar'
    if (needsContent && isArchive) yield* fromArchive(store, source)
    else yield* fromRows(store, source, needsContent)
  }
}

async function* fromRows(store: Store, source: SourceRow, needsContent: boolean): AsyncGenerator<Outgoing> {
  for (const row of store.sources.rows(source.id)) {
    const location = { kind: 'file', path: join(source.folder, row.path), within: source.folder } as const
    yield needsContent ? withContent(source, row, location) : { picture: pictureOf(source, row), content: nothing }
  }
}

/** In the order of the archive, which may be a stream. */
async function* fromArchive(store: Store, source: SourceRow): AsyncGenerator<Outgoing> {
  const met = new PictureSet()
  const opened = await openSource(source.path)
  for await (const entry of opened.entries()) {
    const row = 'location' in entry ? store.sources.row(source.id, entry.path) : undefined
    if (!row || !('location' in entry) || met.has(row.id)) continue
    met.add(row.id)
    yield withContent(source, row, entry.location)
  }
  for (const row of store.sources.rows(source.id)) {
    if (!met.has(row.id)) yield { path: placeOf(source, row), reason: 'the file is gone from the archive' }
  }
}

const nothing = new Uint8Array(0)

function withContent(source: SourceRow, row: ExportRow, location: Location): Outgoing {
  try {
    const { content } = readLocation(location)!
    if (content.length === row.bytes) return { picture: pictureOf(source, row), content }
    return { path: placeOf(source, row), reason: 'the file has changed since it was imported: import again first' }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { path: placeOf(source, row), reason: error.message }
  }
}

function pictureOf(source: SourceRow, row: ExportRow): OutgoingPicture {
  const { id, path, label, split, sha256 } = row
  return { id, place: placeOf(source, row), name: path.slice(path.lastIndexOf('/') + 1), label, split, sha256 }
}

function placeOf({ folder }: SourceRow, { path }: ExportRow): string {
  return join(folder, path)
}
