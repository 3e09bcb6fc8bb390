/** Reads and writes the sources of datasets, and what is known of their files, so that they can be gone through again. */
import type { Database } from 'better-sqlite3'
import type { Split } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import type { ChangedPicture, ExportRow, KnownPicture, NewSource, SourceRow, SourceStore } from './store.ts'

/** Pictures marked in one transaction, and rows read in one step. */
const markedAtOnce = 10_000
const rowsAtOnce = 1000

type Row = Omit<SourceRow, 'options'> & { readonly options: string }

export function sourceStore(database: Database): SourceStore {
  const insert = database.prepare<[Omit<NewSource, 'options'> & { datasetId: number; options: string }]>(`
    INSERT INTO sources (datasetId, chosen, folder, kind, split, options)
    VALUES (@datasetId, @path, @folder, @kind, @split, @options)`)
  const selectAll = database.prepare<[number], Row>(`
    SELECT id, kind, chosen AS path, folder, split, options, importedAt,
      (SELECT count(*) FROM files WHERE sourceId = sources.id AND gone = 1) AS gone
    FROM sources WHERE datasetId = ? ORDER BY id`)
  const updatePath = database.prepare<[string, string, number, number]>(
    'UPDATE sources SET chosen = ?, folder = ? WHERE id = ? AND datasetId = ?',
  )
  const deleteProblems = database.prepare<[number]>('DELETE FROM problems WHERE sourceId = ?')
  const updateImportedAt = database.prepare<[number | null, number]>('UPDATE sources SET importedAt = ? WHERE id = ?')
  const selectKnown = database.prepare<[number, string], KnownPicture>(
    'SELECT pictureId AS id, bytes, modifiedAt, sha256 FROM files WHERE sourceId = ? AND path = ?',
  )
  const selectLast = database.prepare<[], { last: number }>('SELECT ifnull(max(id), 0) AS last FROM pictures')
  const selectIds = database.prepare<
    [{ source: number; after: number; last: number; limit: number }],
    { id: number; gone: 0 | 1 }
  >(`
    SELECT pictureId AS id, gone FROM files NOT INDEXED
    WHERE pictureId > @after AND pictureId <= @last AND sourceId = @source ORDER BY pictureId LIMIT @limit`)
  const updateFile = database.prepare<[Omit<ChangedPicture, 'conversions'> & { conversions: string | null }]>(`
    UPDATE files SET bytes = @bytes, modifiedAt = @modifiedAt, width = @width, height = @height, sha256 = @sha256,
      conversions = @conversions
    WHERE pictureId = @id`)
  const updateRecord = database.prepare<[number, number]>('UPDATE pictures SET pixelIndex = ? WHERE id = ?')
  const selectRecords = database.prepare<[number], { records: number }>(
    'SELECT ifnull(max(pixelIndex) + 1, 0) AS records FROM pictures WHERE datasetId = ?',
  )
  const updateStamp = database.prepare<[number, number]>('UPDATE files SET modifiedAt = ? WHERE pictureId = ?')
  const updateGone = database.prepare<[0 | 1, number]>('UPDATE files SET gone = ? WHERE pictureId = ?')
  const exportColumns = `
    SELECT pictures.id, path, classes.name AS label, split, bytes, sha256
    FROM pictures JOIN files ON pictureId = pictures.id LEFT JOIN classes ON classes.id = classId`
  const selectRows = database.prepare<[{ source: number; last: number; limit: number }], ExportRow>(`
    ${exportColumns} WHERE pictures.datasetId = (SELECT datasetId FROM sources WHERE id = @source)
      AND pictures.id > @last AND sourceId = @source AND excluded = 0
    ORDER BY pictures.id LIMIT @limit`)
  const selectRow = database.prepare<[number, string], ExportRow>(
    `${exportColumns} WHERE sourceId = ? AND path = ? AND excluded = 0`,
  )
  const selectTotals = database.prepare<[number], { split: Split; images: number; bytes: number }>(`
    SELECT split, count(*) AS images, sum(bytes) AS bytes FROM pictures JOIN files ON pictureId = id
    WHERE pictures.datasetId = ? AND excluded = 0 GROUP BY split`)
  const selectContents = database.prepare<[number], { sha256: Uint8Array; path: string }>(`
    SELECT sha256, path FROM pictures JOIN files ON pictureId = id
    WHERE pictures.datasetId = ? AND split = 'test' AND sourceId IN (SELECT id FROM sources WHERE split = 'test')`)

  return {
    add: (datasetId, { options, ...source }) =>
      Number(insert.run({ ...source, datasetId, options: JSON.stringify(options) }).lastInsertRowid),
    list: (datasetId) =>
      selectAll.all(datasetId).map((row) => ({ ...row, options: JSON.parse(row.options) as SourceRow['options'] })),
    relocate(datasetId, id, { path, folder }) {
      if (updatePath.run(path, folder, id, datasetId).changes > 0) return
      throw new Failure('not-found', `There is no source ${id} in this dataset. Reload its sources.`)
    },
    begin: database.transaction((id: number) => {
      deleteProblems.run(id)
      updateImportedAt.run(null, id)
      return selectLast.get()!.last
    }).immediate,
    end: (id) => void updateImportedAt.run(Date.now(), id),
    known: (id, path) => selectKnown.get(id, path),
    *rows(id) {
      for (let last = 0; ;) {
        const rows = selectRows.all({ source: id, last, limit: rowsAtOnce })
        if (rows.length === 0) return
        yield* rows
        last = rows.at(-1)!.id
      }
    },
    row: (id, path) => selectRow.get(id, path),
    totals: (datasetId) => selectTotals.all(datasetId),
    testContents: (datasetId) => selectContents.all(datasetId),
    records: (datasetId) => selectRecords.get(datasetId)!.records,
    touch: (pictureId, modifiedAt) => void updateStamp.run(modifiedAt, pictureId),
    change: database.transaction((pictures: readonly ChangedPicture[]) => {
      for (const picture of pictures) {
        const conversions = picture.conversions.length > 0 ? JSON.stringify(picture.conversions) : null
        updateFile.run({ ...picture, conversions })
        updateRecord.run(picture.pixelIndex, picture.id)
      }
    }).immediate,
    *markGone(id, last, seen) {
      const mark = database.transaction((rows: readonly { id: number; gone: 0 | 1 }[]): number => {
        let gone = 0
        for (const row of rows) {
          const isGone = seen(row.id) ? 0 : 1
          gone += isGone
          if (isGone !== row.gone) updateGone.run(isGone, row.id)
        }
        return gone
      }).immediate
      for (let after = 0; ;) {
        const rows = selectIds.all({ source: id, after, last, limit: markedAtOnce })
        if (rows.length === 0) return
        yield mark(rows)
        after = rows.at(-1)!.id
      }
    },
  }
}
