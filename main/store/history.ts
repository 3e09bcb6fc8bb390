/**
 * Acts: what was done to a dataset, and taking it back. Whatever an act changes it writes down as well, so it can be
 * undone. An undo is an act of its own with the opposite changes, so that nothing that ever happened is lost, and a
 * restart loses no step.
 */
import type { Database } from 'better-sqlite3'
import type { Act, HistoryState } from '../../preload/contract/index.ts'
import { classChanger, type ClassRecord } from './class-changes.ts'
import { pictureChanger, type PictureChanges } from './picture-changes.ts'

export interface NewAct {
  readonly datasetId: number
  /** One of the contract's, or `settle` for what the program does by itself. */
  readonly kind: Act['kind'] | 'settle'
  /** See `act` in the contract. */
  readonly names: readonly string[]
}

/** Changes things by an act. */
export interface Recorder extends Pick<PictureChanges, 'set' | 'move'> {
  /** Changes, adds (`before` is null) or removes (`after` is null) a class. */
  setClass(classId: number, before: ClassRecord | null, after: ClassRecord | null): void
}

export interface HistoryStore {
  /** What `undo` and `redo` would do next. */
  state(datasetId: number): HistoryState
  /** Takes back the last act of a person that still stands, and answers it; `null` where there is none. */
  undo(datasetId: number): Act | null
  /** Does again what was taken back last. */
  redo(datasetId: number): Act | null
  /** The acts of people, the last one first. */
  list(datasetId: number, offset: number, limit: number): (Act & { readonly undone: boolean })[]
}

export interface History extends HistoryStore {
  /** Does an act in one transaction and answers how many pictures it changed. One that changes nothing leaves no trace. */
  perform(act: NewAct, record: (recorder: Recorder) => void): number
}

interface Row extends Omit<Act, 'names'> {
  readonly names: string
  readonly state: 'done' | 'undone' | 'passed'
}

const columns = 'id, kind, doneAt, pictures, names, state'
/** Acts that a person can undo or redo, or could. */
const ofPeople = `datasetId = ? AND author = 'person' AND ofId IS NULL`

export function historyOf(database: Database): History {
  const insertAct = database.prepare<
    [
      {
        datasetId: number
        author: string
        kind: string
        doneAt: number
        names: string
        state: string
        ofId: number | null
      },
    ]
  >(`
    INSERT INTO acts (datasetId, author, kind, doneAt, names, state, ofId)
    VALUES (@datasetId, @author, @kind, @doneAt, @names, @state, @ofId)`)
  const updatePictures = database.prepare<[number, number]>('UPDATE acts SET pictures = ? WHERE id = ?')
  const countOf = database.prepare<[number], { pictures: number; classes: number }>(`
    SELECT pictures, (SELECT count(*) FROM classChanges WHERE actId = acts.id) AS classes FROM acts WHERE id = ?`)
  const deleteAct = database.prepare<[number]>('DELETE FROM acts WHERE id = ?')
  const passUndone = database.prepare<[number]>(
    `UPDATE acts SET state = 'passed' WHERE datasetId = ? AND state = 'undone'`,
  )
  const updateState = database.prepare<[string, number]>('UPDATE acts SET state = ? WHERE id = ?')
  const selectLastDone = database.prepare<[number], Row>(
    `SELECT ${columns} FROM acts WHERE ${ofPeople} AND state = 'done' ORDER BY id DESC LIMIT 1`,
  )
  const selectFirstUndone = database.prepare<[number], Row>(
    `SELECT ${columns} FROM acts WHERE ${ofPeople} AND state = 'undone' ORDER BY id LIMIT 1`,
  )
  const selectList = database.prepare<[number, number, number], Row>(
    `SELECT ${columns} FROM acts WHERE ${ofPeople} ORDER BY id DESC LIMIT ? OFFSET ?`,
  )
  const changesOf = pictureChanger(database)
  const classes = classChanger(database)

  function begin(act: NewAct, state: Row['state'], ofId: number | null): number {
    const author = act.kind === 'settle' ? 'program' : 'person'
    const names = JSON.stringify(act.names)
    const values = { datasetId: act.datasetId, author, kind: act.kind, doneAt: Date.now(), names, state, ofId }
    return Number(insertAct.run(values).lastInsertRowid)
  }

  /** Turns to an act's values before it (`undo`), or after it (`redo`), by an act of its own. */
  function turn(datasetId: number, direction: 'undo' | 'redo'): Act | null {
    const row = (direction === 'undo' ? selectLastDone : selectFirstUndone).get(datasetId)
    if (!row) return null
    const act = toAct(row)
    const turned = begin({ datasetId, kind: act.kind, names: act.names }, 'passed', act.id)
    const changes = changesOf({ id: turned, datasetId })
    // Classes are there before, and go after, the pictures that have them.
    classes.copy(turned, act.id, direction)
    classes.put(turned, 'number')
    changes.turn(act.id, direction)
    classes.drop(turned)
    updatePictures.run(changes.count(), turned)
    updateState.run(direction === 'undo' ? 'undone' : 'done', act.id)
    return act
  }

  return {
    perform: database.transaction((act: NewAct, record: (recorder: Recorder) => void): number => {
      const actId = begin(act, act.kind === 'settle' ? 'passed' : 'done', null)
      const changes = changesOf({ id: actId, datasetId: act.datasetId })
      record({
        ...changes,
        setClass: (classId, before, after) => classes.record(actId, classId, before, after),
      })
      classes.put(actId, 'refuse')
      classes.drop(actId)
      updatePictures.run(changes.count(), actId)
      const counts = countOf.get(actId)!
      if (counts.pictures + counts.classes === 0) deleteAct.run(actId)
      else if (act.kind !== 'settle') passUndone.run(act.datasetId)
      return counts.pictures
    }).immediate,
    state: (datasetId) => ({
      undo: actOrNull(selectLastDone.get(datasetId)),
      redo: actOrNull(selectFirstUndone.get(datasetId)),
    }),
    undo: database.transaction((datasetId: number) => turn(datasetId, 'undo')).immediate,
    redo: database.transaction((datasetId: number) => turn(datasetId, 'redo')).immediate,
    list: (datasetId, offset, limit) =>
      selectList.all(datasetId, limit, offset).map((row) => ({ ...toAct(row), undone: row.state !== 'done' })),
  }
}

function toAct({ state: _, names, ...row }: Row): Act {
  return { ...row, names: JSON.parse(names) as string[] }
}

function actOrNull(row: Row | undefined): Act | null {
  return row ? toAct(row) : null
}
