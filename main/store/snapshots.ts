/**
 * What a run began with: a hash over its pictures, labels and splits, and a mark in the history, from which what has
 * changed since can be told. It keeps no copy.
 */
import type { Database } from 'better-sqlite3'
import { createHash } from 'node:crypto'
import type { SnapshotChanges } from '../../preload/contract/index.ts'
import type { Field } from './picture-changes.ts'

export interface SnapshotStore {
  /** Records what the dataset of a run is now; answers the hash in hexadecimal digits. */
  take(runId: number): string
  /** For a run without a snapshot, or whose dataset was removed, all counts are 0 and `same` is false. */
  changesSince(runId: number): SnapshotChanges
}

interface Snapshot {
  readonly datasetId: number | null
  readonly sha256: Uint8Array
  readonly actId: number
  readonly pictureId: number
}

/** What a picture was, or is, to training. */
interface Place {
  readonly classId: number | null
  readonly splitNumber: number
  readonly excluded: 0 | 1
}

type Changed = Place & { readonly [Field in keyof Place as `${Field}Then`]: Place[Field] }

export function snapshotStore(database: Database): SnapshotStore {
  const selectContents = database.prepare<[number], [Uint8Array, string, string]>(`
    SELECT sha256, classes.name, split
    FROM pictures JOIN files ON pictureId = pictures.id JOIN classes ON classes.id = classId
    WHERE pictures.datasetId = ? AND excluded = 0 ORDER BY sha256, classes.name, split`)
  selectContents.raw()
  const insert = database.prepare<[{ runId: number; sha256: Uint8Array; datasetId: number }]>(`
    INSERT OR REPLACE INTO snapshots (runId, sha256, actId, pictureId) VALUES (@runId, @sha256,
      (SELECT ifnull(max(id), 0) FROM acts), (SELECT ifnull(max(id), 0) FROM pictures WHERE datasetId = @datasetId))`)
  const selectDataset = database.prepare<[number], { datasetId: number | null }>(
    'SELECT datasetId FROM runs WHERE id = ?',
  )
  const select = database.prepare<[number], Snapshot>(
    'SELECT datasetId, sha256, actId, pictureId FROM snapshots JOIN runs ON runs.id = runId WHERE runId = ?',
  )
  const countAdded = database.prepare<[number, number], { added: number }>(`
    SELECT count(*) AS added FROM pictures
    WHERE datasetId = ? AND id > ? AND excluded = 0 AND classId IS NOT NULL`)
  // The first change of a field since then tells what it was then. SQLite answers `before` from the row with the minimum.
  const then = (field: Field) => `
    SELECT value AS pictureId, before, min(actId) FROM changes CROSS JOIN json_each(pictures)
    WHERE actId > @actId AND field = '${field}' AND actId IN (SELECT id FROM acts WHERE datasetId = @datasetId)
    GROUP BY value`
  const selectChanged = database.prepare<[Snapshot], Changed>(`
    WITH labels AS (${then('classId')}), moves AS (${then('splitNumber')}), exclusions AS (${then('excluded')}),
      touched AS (
        SELECT pictureId FROM labels UNION SELECT pictureId FROM moves UNION SELECT pictureId FROM exclusions)
    SELECT classId, splitNumber, excluded,
      iif(labels.pictureId IS NULL, classId, labels.before) AS classIdThen,
      iif(moves.pictureId IS NULL, splitNumber, moves.before) AS splitNumberThen,
      iif(exclusions.pictureId IS NULL, excluded, exclusions.before) AS excludedThen
    FROM touched JOIN pictures ON id = touched.pictureId
      LEFT JOIN labels ON labels.pictureId = id LEFT JOIN moves ON moves.pictureId = id
      LEFT JOIN exclusions ON exclusions.pictureId = id
    WHERE id <= @pictureId`)

  /** SHA-256 over each labelled picture that is not excluded: the hash of its file, its class and its split. */
  function hash(datasetId: number): Buffer {
    const sum = createHash('sha256')
    for (const [sha256, name, split] of selectContents.iterate(datasetId)) {
      sum.update(sha256).update(JSON.stringify([name, split]))
    }
    return sum.digest()
  }

  function tally(snapshot: Snapshot, datasetId: number) {
    let { added } = countAdded.get(datasetId, snapshot.pictureId)!
    let [removed, relabelled, moved] = [0, 0, 0]
    for (const row of selectChanged.iterate(snapshot)) {
      const wasIn = row.excludedThen === 0 && row.classIdThen !== null
      const isIn = row.excluded === 0 && row.classId !== null
      if (!wasIn && isIn) added++
      else if (wasIn && !isIn) removed++
      else if (wasIn) {
        if (row.classId !== row.classIdThen) relabelled++
        if (row.splitNumber !== row.splitNumberThen) moved++
      }
    }
    return { added, removed, relabelled, moved }
  }

  return {
    take: database.transaction((runId: number) => {
      const datasetId = selectDataset.get(runId)?.datasetId
      if (datasetId == null) throw new Error(`run ${runId} has no dataset to record`)
      const sha256 = hash(datasetId)
      insert.run({ runId, sha256, datasetId })
      return sha256.toString('hex')
    }).immediate,
    changesSince: database.transaction((runId: number): SnapshotChanges => {
      const snapshot = select.get(runId)
      const none = { runId, added: 0, removed: 0, relabelled: 0, moved: 0 }
      if (!snapshot) return { ...none, sha256: null, same: false }
      const sha256 = Buffer.from(snapshot.sha256).toString('hex')
      if (snapshot.datasetId === null) return { ...none, sha256, same: false }
      const current = hash(snapshot.datasetId)
      return { runId, sha256, same: current.equals(snapshot.sha256), ...tally(snapshot, snapshot.datasetId) }
    }),
  }
}
