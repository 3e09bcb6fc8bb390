/** Reads and writes datasets, their sources and their classes. */
import SQLite, { type Database } from 'better-sqlite3'
import { splits, type Split } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import { choices } from './choices.ts'
import type { ClassRow, DatasetRow, DatasetStore, SplitDraw } from './store.ts'

/** Pictures on a dataset's cover, at most. */
const coverImages = 8

const usualDraw: SplitDraw = { validationShare: 0.1, testShare: 0.1, splitSeed: 0 }

const summary = `
  SELECT id, name, createdAt,
    (SELECT ifnull(sum(images), 0) FROM tallies WHERE datasetId = datasets.id AND excluded = 0) AS images,
    (SELECT ifnull(sum(images), 0) FROM tallies WHERE datasetId = datasets.id AND excluded = 1) AS excluded,
    (SELECT count(*) FROM classes WHERE datasetId = datasets.id) AS classes,
    (SELECT ifnull(sum(images), 0) FROM tallies
      WHERE datasetId = datasets.id AND excluded = 0 AND classId = 0) AS unlabelled,
    (SELECT count(*) FROM problems WHERE datasetId = datasets.id) AS problems,
    EXISTS (SELECT 1 FROM sources WHERE datasetId = datasets.id AND importedAt IS NULL) AS unfinished
  FROM datasets`

type Summary = Omit<DatasetRow, 'cover' | 'unfinished'> & { readonly unfinished: 0 | 1 }

export function datasetStore(database: Database): DatasetStore {
  const insert = database.prepare<[SplitDraw & { name: string; createdAt: number }]>(`
    INSERT INTO datasets (name, createdAt, validationShare, testShare, splitSeed)
    VALUES (@name, @createdAt, @validationShare, @testShare, @splitSeed)`)
  const selectDraw = database.prepare<[number], SplitDraw>(
    'SELECT validationShare, testShare, splitSeed FROM datasets WHERE id = ?',
  )
  const selectAll = database.prepare<[], Summary>(`${summary} ORDER BY id`)
  const selectById = database.prepare<[number], Summary>(`${summary} WHERE id = ?`)
  const selectByName = database.prepare<[string], Summary>(`${summary} WHERE name = ?`)
  const selectNames = database.prepare<[], { name: string }>('SELECT name FROM datasets ORDER BY name')
  const updateName = database.prepare<[string, number]>('UPDATE datasets SET name = ? WHERE id = ?')
  const deletions = ['pictures', 'acts', 'problems', 'sources', 'classes'].map((table) =>
    database.prepare<[number]>(`DELETE FROM ${table} WHERE datasetId = ?`),
  )
  const deleteDataset = database.prepare<[number]>('DELETE FROM datasets WHERE id = ?')
  const insertClass = database.prepare<[number, string]>('INSERT INTO classes (datasetId, name) VALUES (?, ?)')
  const selectClass = database.prepare<[number, string], { id: number }>(
    'SELECT id FROM classes WHERE datasetId = ? AND name = ?',
  )
  const selectClasses = database.prepare<[number], Omit<ClassRow, 'counts'>>(
    'SELECT id, name, colour, key FROM classes WHERE datasetId = ? ORDER BY position, id',
  )
  const selectTallies = database.prepare<[number], { classId: number; split: Split; images: number }>(
    'SELECT classId, split, images FROM tallies WHERE datasetId = ? AND excluded = 0',
  )
  const selectRange = database.prepare<[{ datasetId: number }], { first: number | null; last: number | null }>(`
    SELECT (SELECT min(id) FROM pictures WHERE datasetId = @datasetId) AS first,
      (SELECT max(id) FROM pictures WHERE datasetId = @datasetId) AS last`)
  const selectFrom = database.prepare<[number, number], { id: number }>(
    'SELECT id FROM pictures WHERE datasetId = ? AND id >= ? ORDER BY id LIMIT 1',
  )

  const names = () => selectNames.all().map((row) => row.name)
  const withCover = (row: Summary): DatasetRow => ({
    ...row,
    unfinished: row.unfinished === 1,
    cover: cover(row.id),
  })
  const found = (row: Summary | undefined, sought: string): DatasetRow => {
    if (row) return withCover(row)
    throw new Failure('not-found', `There is no dataset ${sought}. ${choices('Datasets', names())}`)
  }

  /** Pictures at even distances: as imports go class by class, they show most classes. */
  function cover(datasetId: number): number[] {
    const { first, last } = selectRange.get({ datasetId })!
    if (first === null || last === null) return []
    const chosen = new Set<number>()
    for (let place = 0; place < coverImages; place++) {
      chosen.add(selectFrom.get(datasetId, first + Math.floor(((last - first) * place) / (coverImages - 1)))!.id)
    }
    return [...chosen]
  }

  return {
    create: (name, draw = usualDraw) =>
      unlessTaken(name, () => Number(insert.run({ ...draw, name, createdAt: Date.now() }).lastInsertRowid)),
    demandFree(name) {
      if (selectByName.get(name)) throw taken(name)
    },
    draw: (id) => selectDraw.get(id) ?? usualDraw,
    list: () => selectAll.all().map(withCover),
    get: (id) => found(selectById.get(id), String(id)),
    getByName: (name) => found(selectByName.get(name), `named “${name}”`),
    rename(id, name) {
      const { changes } = unlessTaken(name, () => updateName.run(name, id))
      if (changes === 0) found(undefined, String(id))
    },
    remove: database.transaction((id: number) => {
      for (const deletion of deletions) deletion.run(id)
      if (deleteDataset.run(id).changes === 0) found(undefined, String(id))
    }).immediate,
    ensureClass: database.transaction((id: number, name: string) => {
      return selectClass.get(id, name)?.id ?? Number(insertClass.run(id, name).lastInsertRowid)
    }).immediate,
    classes(id) {
      const rows = selectClasses.all(id).map((row): MutableClass => ({ ...row, counts: noPictures() }))
      const byId = new Map(rows.map((row) => [row.id, row]))
      for (const tally of selectTallies.all(id)) {
        const row = byId.get(tally.classId)
        if (row) row.counts[tally.split] = tally.images
      }
      return rows
    },
  }
}

type MutableClass = ClassRow & { counts: Record<Split, number> }

function noPictures(): Record<Split, number> {
  return Object.fromEntries(splits.map((split) => [split, 0])) as Record<Split, number>
}

function unlessTaken<T>(name: string, write: () => T): T {
  try {
    return write()
  } catch (error) {
    if (error instanceof SQLite.SqliteError && error.code === 'SQLITE_CONSTRAINT_UNIQUE') throw taken(name)
    throw error
  }
}

function taken(name: string): Failure {
  return new Failure('conflict', `There is a dataset named “${name}” already. Choose another name.`)
}
