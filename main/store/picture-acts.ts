/** Labels, excludes and moves pictures, by acts that can be undone. */
import type { Database } from 'better-sqlite3'
import { splits, type Split } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import type { History, NewAct } from './history.ts'

/** What is to become of a picture; what is absent stays. A split is fixed by it. */
export interface PictureChange {
  readonly id: number
  readonly classId?: number | null
  readonly split?: Split
  readonly excluded?: boolean
}

/** Each answers how many pictures changed, and throws `Failure('not-found')` where one is not of the dataset. */
export interface PictureActs {
  /** Gives pictures the class, or takes their label away with `null`. */
  label(datasetId: number, imageIds: readonly number[], classId: number | null): number
  /** Leaves pictures out of training, or takes them in again. */
  exclude(datasetId: number, imageIds: readonly number[], excluded: boolean): number
  /** Puts pictures into a split, which is fixed for them from then on. */
  move(datasetId: number, imageIds: readonly number[], split: Split): number
  /** Changes each picture in its own way, all by one act. */
  change(act: NewAct, changes: readonly PictureChange[]): number
}

export function pictureActs(database: Database, history: History): PictureActs {
  const selectClass = database.prepare<[number, number], { name: string }>(
    'SELECT name FROM classes WHERE id = ? AND datasetId = ?',
  )
  const countStrangers = database.prepare<[string, number], { strangers: number }>(`
    SELECT count(*) AS strangers FROM json_each(?) AS wanted LEFT JOIN pictures ON pictures.id = wanted.value
    WHERE pictures.datasetId IS NOT ?`)

  function demandOwn(datasetId: number, imageIds: readonly number[]): void {
    const { strangers } = countStrangers.get(JSON.stringify(imageIds), datasetId)!
    if (strangers === 0) return
    const text = `${strangers} of these pictures are not (any more) in this dataset. Reload the list.`
    throw new Failure('not-found', text)
  }

  return {
    label(datasetId, imageIds, classId) {
      const row = classId === null ? { name: null } : selectClass.get(classId, datasetId)
      if (!row) {
        throw new Failure('not-found', 'That class is not (any more) one of this dataset. Reload the classes.')
      }
      demandOwn(datasetId, imageIds)
      const names = row.name === null ? [] : [row.name]
      return history.perform({ datasetId, kind: 'label', names }, ({ set }) => {
        set('classId', imageIds, classId)
      })
    },
    exclude(datasetId, imageIds, excluded) {
      demandOwn(datasetId, imageIds)
      return history.perform({ datasetId, kind: excluded ? 'exclude' : 'include', names: [] }, ({ set }) => {
        set('excluded', imageIds, excluded ? 1 : 0)
      })
    },
    move(datasetId, imageIds, split) {
      demandOwn(datasetId, imageIds)
      return history.perform({ datasetId, kind: 'move', names: [split] }, ({ set }) => {
        set('splitNumber', imageIds, splits.indexOf(split))
        set('fixed', imageIds, 1)
      })
    },
    change(act, changes) {
      return history.perform(act, ({ set }) => {
        for (const [classId, changed] of Map.groupBy(changes, (change) => change.classId)) {
          if (classId !== undefined) set('classId', idsOf(changed), classId)
        }
        for (const [split, changed] of Map.groupBy(changes, (change) => change.split)) {
          if (split === undefined) continue
          set('splitNumber', idsOf(changed), splits.indexOf(split))
          set('fixed', idsOf(changed), 1)
        }
        for (const [excluded, changed] of Map.groupBy(changes, (change) => change.excluded)) {
          if (excluded !== undefined) set('excluded', idsOf(changed), excluded ? 1 : 0)
        }
      })
    },
  }
}

function idsOf(changes: readonly PictureChange[]): number[] {
  return changes.map(({ id }) => id)
}
