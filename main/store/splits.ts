/** Keeps what splits are drawn from, and what was drawn. */
import type { Database } from 'better-sqlite3'
import type { Split } from '../../preload/contract/index.ts'
import type { History, NewAct } from './history.ts'
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
  /** Pictures that are not excluded, by id. */
  columns(datasetId: number): SplitColumns
  /** The last picture whose split was drawn together with its class. */
  drawnTo(datasetId: number): number
  setDrawnTo(datasetId: number, pictureId: number): void
  setShares(datasetId: number, shares: SplitDraw): void
  fixed(datasetId: number): number
  /** Puts pictures into splits by an act, and answers how many moved. */
  assign(act: NewAct, moves: ReadonlyMap<Split, readonly number[]>): number
  /** The first run that was evaluated on the test pictures. */
  testLockedBy(datasetId: number): { runId: number; name: string } | null
  /** Whether one of these pictures is a test picture. */
  holdTest(datasetId: number, imageIds: readonly number[]): boolean
}

export function splitStore(database: Database, history: History): SplitStore {
  // Lists as JSON, which SQLite writes and JavaScript reads faster than either passes a row to the other.
  const selectColumns = database.prepare<[number], { ids: string; classIds: string; roles: string; contents: string }>(`
    SELECT json_group_array(id) AS ids, json_group_array(classId) AS classIds,
      json_group_array(2 * (split = 'validation') + 4 * (split = 'test') + fixed) AS roles,
      ifnull(group_concat(hex(content), ''), '') AS contents
    FROM (SELECT * FROM pictures WHERE datasetId = ? AND excluded = 0 ORDER BY id)`)
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

  return {
    columns: database.transaction((datasetId: number): SplitColumns => {
      const { ids, classIds, roles, contents } = selectColumns.get(datasetId)!
      const both = Uint8Array.from(JSON.parse(roles) as number[])
      return {
        ids: JSON.parse(ids) as number[],
        classIds: JSON.parse(classIds) as (number | null)[],
        splits: both.map((role) => role >> 1),
        fixed: both.map((role) => role & 1),
        contents: Buffer.from(contents, 'hex'),
        groups: groups(datasetId),
      }
    }),
    drawnTo: (datasetId) => selectDrawnTo.get(datasetId)?.drawnTo ?? 0,
    setDrawnTo: (datasetId, pictureId) => void updateDrawnTo.run(pictureId, datasetId),
    setShares: (datasetId, shares) => void updateShares.run({ ...shares, datasetId }),
    fixed: (datasetId) => countFixed.get(datasetId)!.fixed,
    assign: (act, moves) =>
      history.perform(act, ({ set }) => {
        for (const [split, imageIds] of moves) set('split', imageIds, split)
      }),
    testLockedBy: (datasetId) => selectLock.get(datasetId) ?? null,
    holdTest: (datasetId, imageIds) => selectTest.get(JSON.stringify(imageIds), datasetId) !== undefined,
  }
}
