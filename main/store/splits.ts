/** Keeps what splits are drawn from, and what was drawn. */
import type { Database } from 'better-sqlite3'
import type { Split } from '../../preload/contract/index.ts'
import type { History, NewAct } from './history.ts'
import type { SplitDraw } from './store.ts'

/** A picture as drawing needs it. */
export interface SplitRow {
  readonly id: number
  readonly classId: number | null
  readonly split: Split
  /** Its source or a person decided its split. */
  readonly fixed: 0 | 1
  readonly sha256: Uint8Array
  /** `null` for one that looks like no other. */
  readonly groupId: number | null
}

export interface SplitStore {
  /** Pictures that are not excluded, by id. */
  rows(datasetId: number): IterableIterator<SplitRow>
  /** The last picture whose split was drawn together with its class. */
  drawnTo(datasetId: number): number
  setDrawnTo(datasetId: number, pictureId: number): void
  setShares(datasetId: number, shares: SplitDraw): void
  fixed(datasetId: number): number
  /** Writes splits by an act, and answers how many pictures moved. */
  assign(act: NewAct, splits: readonly (readonly [imageId: number, split: Split])[]): number
  /** The first run that was evaluated on the test pictures. */
  testLockedBy(datasetId: number): { runId: number; name: string } | null
  /** Whether one of these pictures is a test picture. */
  holdTest(datasetId: number, imageIds: readonly number[]): boolean
}

export function splitStore(database: Database, history: History): SplitStore {
  const selectRows = database.prepare<[number], SplitRow>(`
    SELECT id, classId, split, fixed, sha256, (SELECT groupId FROM duplicates WHERE pictureId = id) AS groupId
    FROM pictures WHERE datasetId = ? AND excluded = 0 ORDER BY id`)
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

  return {
    rows: (datasetId) => selectRows.iterate(datasetId),
    drawnTo: (datasetId) => selectDrawnTo.get(datasetId)?.drawnTo ?? 0,
    setDrawnTo: (datasetId, pictureId) => void updateDrawnTo.run(pictureId, datasetId),
    setShares: (datasetId, shares) => void updateShares.run({ ...shares, datasetId }),
    fixed: (datasetId) => countFixed.get(datasetId)!.fixed,
    assign: (act, assigned) =>
      history.perform(act, ({ setEach }) => {
        setEach('split', assigned)
      }),
    testLockedBy: (datasetId) => selectLock.get(datasetId) ?? null,
    holdTest: (datasetId, imageIds) => selectTest.get(JSON.stringify(imageIds), datasetId) !== undefined,
  }
}
