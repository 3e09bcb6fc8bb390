/** Changes classes by acts that can be undone. */
import type { Database } from 'better-sqlite3'
import { Failure } from '../lib/failure.ts'
import type { ClassRecord } from './class-changes.ts'
import type { History, NewAct, Recorder } from './history.ts'

/** What becomes of the pictures of a class that is removed. */
export type Heirs = 'unlabel' | 'exclude' | { readonly classId: number }

/** Throws `Failure('not-found')` where a class is not (any more) one of the dataset. */
export interface ClassStore {
  /** The class of that name, made where absent. */
  create(datasetId: number, name: string): number
  /** Throws `Failure('conflict')` where the name is taken. */
  rename(datasetId: number, classId: number, name: string): void
  setColour(datasetId: number, classId: number, colour: string | null): void
  /** Takes the key from the class that had it. */
  setKey(datasetId: number, classId: number, key: string | null): void
  /** Throws `Failure('invalid-input')` where these are not all the classes there are. */
  reorder(datasetId: number, classIds: readonly number[]): void
  /** Answers how many pictures changed. */
  merge(datasetId: number, classIds: readonly number[], intoClassId: number): number
  remove(datasetId: number, classId: number, pictures: Heirs): number
}

type Stored = ClassRecord & { readonly id: number }

export function classStore(database: Database, history: History): ClassStore {
  const insert = database.prepare<[number, string]>('INSERT INTO classes (datasetId, name) VALUES (?, ?)')
  const selectByName = database.prepare<[number, string], { id: number }>(
    'SELECT id FROM classes WHERE datasetId = ? AND name = ?',
  )
  const selectAll = database.prepare<[number], Stored>(
    'SELECT * FROM classes WHERE datasetId = ? ORDER BY position, id',
  )
  const selectPictures = database
    .prepare<[number, number], number>('SELECT id FROM pictures WHERE classId = ? AND datasetId = ?')
    .pluck()

  function get(datasetId: number, classId: number): Stored {
    const row = selectAll.all(datasetId).find(({ id }) => id === classId)
    if (row) return row
    throw new Failure('not-found', 'That class is not (any more) one of this dataset. Reload the classes.')
  }

  /** Changes one class by an act of its own. */
  function change(kind: NewAct['kind'], old: Stored, names: readonly string[], changed: Partial<ClassRecord>): void {
    const after = { ...recordOf(old), ...changed }
    if (JSON.stringify(after) === JSON.stringify(recordOf(old))) return
    history.perform({ datasetId: old.datasetId, kind, names }, ({ setClass }) => {
      setClass(old.id, recordOf(old), after)
    })
  }

  /** Removes classes within an act, after `heirs` told what becomes of their pictures. */
  function dissolve(recorder: Recorder, rows: readonly Stored[], heirs: Heirs): void {
    for (const row of rows) {
      const imageIds = selectPictures.all(row.id, row.datasetId)
      recorder.set('classId', imageIds, typeof heirs === 'object' ? heirs.classId : null)
      if (heirs === 'exclude') recorder.set('excluded', imageIds, 1)
      recorder.setClass(row.id, recordOf(row), null)
    }
  }

  return {
    create: database.transaction((datasetId: number, name: string) => {
      const known = selectByName.get(datasetId, name)
      if (known) return known.id
      const id = Number(insert.run(datasetId, name).lastInsertRowid)
      history.perform({ datasetId, kind: 'createClass', names: [name] }, ({ setClass }) => {
        setClass(id, null, recordOf(get(datasetId, id)))
      })
      return id
    }).immediate,
    rename(datasetId, classId, name) {
      const old = get(datasetId, classId)
      change('renameClass', old, [old.name, name], { name })
    },
    setColour(datasetId, classId, colour) {
      const old = get(datasetId, classId)
      change('colourClass', old, [old.name], { colour })
    },
    setKey(datasetId, classId, key) {
      const old = get(datasetId, classId)
      const former = selectAll.all(datasetId).find((row) => row.key === key && key !== null && row.id !== classId)
      const names = [old.name, ...(key === null ? [] : [key])]
      if (!former) change('keyClass', old, names, { key })
      else {
        history.perform({ datasetId, kind: 'keyClass', names }, ({ setClass }) => {
          setClass(former.id, recordOf(former), { ...recordOf(former), key: null })
          setClass(classId, recordOf(old), { ...recordOf(old), key })
        })
      }
    },
    reorder(datasetId, classIds) {
      const rows = selectAll.all(datasetId)
      const byId = new Map(rows.map((row) => [row.id, row]))
      if (classIds.length !== rows.length || new Set(classIds.filter((id) => byId.has(id))).size !== rows.length) {
        throw new Failure('invalid-input', 'The classes have changed meanwhile; reload them, then order them anew.')
      }
      history.perform({ datasetId, kind: 'reorderClasses', names: [] }, ({ setClass }) => {
        for (const [place, classId] of classIds.entries()) {
          const row = byId.get(classId)!
          const { position } = rows[place]!
          if (row.position !== position) setClass(classId, recordOf(row), { ...recordOf(row), position })
        }
      })
    },
    merge(datasetId, classIds, intoClassId) {
      const into = get(datasetId, intoClassId)
      const merged = [...new Set(classIds)].filter((id) => id !== intoClassId).map((id) => get(datasetId, id))
      const names = [into.name, ...merged.map(({ name }) => name)]
      return history.perform({ datasetId, kind: 'mergeClasses', names }, (recorder) => {
        dissolve(recorder, merged, { classId: into.id })
      })
    },
    remove(datasetId, classId, pictures) {
      const row = get(datasetId, classId)
      if (typeof pictures === 'object') {
        if (pictures.classId === classId) {
          throw new Failure('invalid-input', 'Choose another class for the pictures of the one that is removed.')
        }
        get(datasetId, pictures.classId)
      }
      return history.perform({ datasetId, kind: 'removeClass', names: [row.name] }, (recorder) => {
        dissolve(recorder, [row], pictures)
      })
    },
  }
}

function recordOf({ datasetId, name, position, colour, key }: Stored): ClassRecord {
  return { datasetId, name, position, colour, key }
}
