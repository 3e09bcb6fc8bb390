/** Keeps what splits are drawn from, and what was drawn. */
import type { Database } from 'better-sqlite3'
import { splits } from '../../preload/contract/index.ts'
import type { History, NewAct } from './history.ts'
import type { PicturesBefore } from './picture-changes.ts'
import type { SplitDraw } from './store.ts'

/** Pictures as drawing needs them, column by column: a million rows one by one would take seconds. */
export interface SplitColumns {
  readonly ids: readonly number[]
  readonly classIds: readonly (number | null)[]
  /** Positions in `splits` of the contract. */
  readonly splits: Uint8Array
  /** 1 where its source or a person decided its split. */
  readonly fixed: Uint8Array
  /** The first eight bytes of the SHA-256 of each file, one after another. */
  readonly contents: Uint8Array
  /** The groups of those that look like others, by picture. */
  readonly groups: ReadonlyMap<number, number>
}

/** Bytes of `contents` for each picture. */
export const contentBytes = 8

export interface SplitStore {
  /**
   * Moves pictures by an act to the splits that are drawn for them, and answers how many. What is drawn are positions in
   * `splits`, one for each picture that is not excluded; these are given by id. All of that is one transaction.
   */
  draw(act: NewAct, draw: (columns: SplitColumns) => Uint8Array): number
  /**
   * Gives each class that has pictures but none to train on one of those whose split was drawn: the one with the lowest
   * content hash, with its exact copies. Answers how many pictures moved.
   */
  fillTraining(datasetId: number): number
  /** The last picture whose split was drawn together with its class. */
  drawnTo(datasetId: number): number
  setDrawnTo(datasetId: number, pictureId: number): void
  setShares(datasetId: number, shares: SplitDraw): void
  fixed(datasetId: number): number
  /** The first run that was evaluated on the test pictures. */
  testLockedBy(datasetId: number): { runId: number; name: string } | null
  /** Whether one of these pictures is a test picture. */
  holdTest(datasetId: number, imageIds: readonly number[]): boolean
}

export function splitStore(database: Database, history: History): SplitStore {
  // Lists as JSON, which SQLite writes and JavaScript reads faster than either passes a row to the other. By id, not by the
  // dataset's index: its pictures lie together, as imports add them.
  const selectColumns = database.prepare<
    [{ datasetId: number }],
    { ids: string; classIds: string; roles: string; contents: Uint8Array }
  >(`
    SELECT json_group_array(id) AS ids, json_group_array(classId) AS classIds,
      json_group_array(2 * splitNumber + fixed) AS roles, CAST(ifnull(group_concat(content, ''), '') AS BLOB) AS contents
    FROM pictures
    WHERE id BETWEEN (SELECT min(id) FROM pictures WHERE datasetId = @datasetId)
        AND (SELECT max(id) FROM pictures WHERE datasetId = @datasetId)
      AND +datasetId = @datasetId AND excluded = 0`)
  const selectBare = database
    .prepare<[{ datasetId: number }], number>(
      `
    WITH
      bare AS (
        SELECT classId FROM tallies WHERE datasetId = @datasetId AND excluded = 0 AND classId <> 0
        GROUP BY classId HAVING sum(images) > 0 AND sum(images * (split = 'train')) = 0),
      chosen AS (
        SELECT min(content) AS content FROM pictures
        WHERE datasetId = @datasetId AND classId IN bare AND fixed = 0 GROUP BY classId)
    SELECT id FROM pictures
    WHERE datasetId = @datasetId AND fixed = 0 AND splitNumber <> 0 AND content IN (SELECT content FROM chosen)`,
    )
    .pluck()
  const selectGroups = database.prepare<[number], { ids: string; groups: string }>(`
    SELECT json_group_array(pictureId) AS ids, json_group_array(groupId) AS groups FROM duplicates WHERE datasetId = ?`)
  const selectDrawnTo = database.prepare<[number], { drawnTo: number }>('SELECT drawnTo FROM datasets WHERE id = ?')
  const updateDrawnTo = database.prepare<[number, number]>('UPDATE datasets SET drawnTo = ? WHERE id = ?')
  const updateShares = database.prepare<[SplitDraw & { datasetId: number }]>(`
    UPDATE datasets SET validationShare = @validationShare, testShare = @testShare, splitSeed = @splitSeed
    WHERE id = @datasetId`)
  const countFixed = database.prepare<[number], { fixed: number }>(
    'SELECT count(*) AS fixed FROM pictures WHERE datasetId = ? AND fixed = 1 AND excluded = 0',
  )
  const selectLock = database.prepare<[number], { runId: number; name: string }>(`
    SELECT id AS runId, name FROM runs WHERE datasetId = ?
      AND EXISTS (SELECT 1 FROM evaluations WHERE runId = runs.id AND split = 'test')
    ORDER BY id LIMIT 1`)
  const selectTest = database.prepare<[string, number], { id: number }>(`
    SELECT id FROM pictures WHERE id IN (SELECT value FROM json_each(?)) AND datasetId = ? AND split = 'test' LIMIT 1`)

  function groups(datasetId: number): Map<number, number> {
    const { ids, groups } = selectGroups.get(datasetId)!
    const numbers = JSON.parse(groups) as number[]
    return new Map((JSON.parse(ids) as number[]).map((id, place) => [id, numbers[place]!]))
  }

  function columns(datasetId: number): SplitColumns {
    const { ids, classIds, roles, contents } = selectColumns.get({ datasetId })!
    const both = Uint8Array.from(JSON.parse(roles) as number[])
    return {
      ids: JSON.parse(ids) as number[],
      classIds: JSON.parse(classIds) as (number | null)[],
      splits: both.map((role) => role >> 1),
      fixed: both.map((role) => role & 1),
      contents,
      groups: groups(datasetId),
    }
  }

  return {
    draw: (act, draw) =>
      history.perform(act, ({ move }) => {
        const all = columns(act.datasetId)
        const { splitNumbers, ...before } = movingOf(all, draw(all))
        move(before, splitNumbers)
      }),
    fillTraining: (datasetId) =>
      history.perform({ datasetId, kind: 'settle', names: [] }, ({ set }) => {
        set('splitNumber', selectBare.all({ datasetId }), splits.indexOf('train'))
      }),
    drawnTo: (datasetId) => selectDrawnTo.get(datasetId)?.drawnTo ?? 0,
    setDrawnTo: (datasetId, pictureId) => void updateDrawnTo.run(pictureId, datasetId),
    setShares: (datasetId, shares) => void updateShares.run({ ...shares, datasetId }),
    fixed: (datasetId) => countFixed.get(datasetId)!.fixed,
    testLockedBy: (datasetId) => selectLock.get(datasetId) ?? null,
    holdTest: (datasetId, imageIds) => selectTest.get(JSON.stringify(imageIds), datasetId) !== undefined,
  }
}

/** Those pictures that are drawn for another split than theirs. */
function movingOf(columns: SplitColumns, drawn: Uint8Array): PicturesBefore & { readonly splitNumbers: number[] } {
  const ids: number[] = []
  const classIds: (number | null)[] = []
  const values: number[] = []
  const splitNumbers: number[] = []
  for (let picture = 0; picture < drawn.length; picture++) {
    if (drawn[picture] === columns.splits[picture]) continue
    ids.push(columns.ids[picture]!)
    classIds.push(columns.classIds[picture]!)
    values.push(columns.splits[picture]!)
    splitNumbers.push(drawn[picture]!)
  }
  return { ids, classIds, values, splitNumbers, excluded: new Uint8Array(ids.length) }
}
