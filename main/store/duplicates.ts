/** Keeps fingerprints and the groups of duplicates that were found with them. */
import type { Database } from 'better-sqlite3'
import { splits, type LeakSummary, type Split } from '../../preload/contract/index.ts'
import type { FingerprintWriter } from './fingerprints.ts'
import { groupColumn, groupsWith, type GroupFinding } from './findings.ts'

/** A picture that looks like others. */
export interface Duplicate {
  readonly pictureId: number
  /** The first picture of its group. */
  readonly groupId: number
  /** The first picture with the very same file, which may be itself; `null` where no other has it. */
  readonly copyOf: number | null
}

/** A member of a group, as remedies need it. */
export interface GroupMember {
  readonly id: number
  readonly groupId: number
  readonly classId: number | null
  readonly split: Split
}

export interface CheckState {
  /** Milliseconds since 1970; `null` before the first search. */
  readonly checkedAt: number | null
  /** Pictures that came since. */
  readonly unchecked: number
}

export interface DuplicateStore {
  state(datasetId: number): CheckState
  /** Pictures without a fingerprint, with their pixel records; at most `limit` after picture `after`. */
  withoutFingerprint(datasetId: number, after: number, limit: number): { id: number; pixelIndex: number }[]
  addFingerprints(rows: readonly { readonly id: number; readonly fingerprint: Uint8Array }[]): void
  /** All pictures that have one, by id; also those that are excluded. */
  fingerprints(datasetId: number): IterableIterator<readonly [id: number, sha256: Uint8Array, fingerprint: Uint8Array]>
  /** Takes the place of what was found before, in steps that keep others waiting for some milliseconds only. */
  replace(datasetId: number, found: readonly Duplicate[], checkedTo: number): void
  /** Members that are not excluded, group by group. */
  members(datasetId: number, finding: GroupFinding): GroupMember[]
  /** Groups as lists of pictures, the largest first. */
  groups(
    datasetId: number,
    finding: GroupFinding,
    offset: number,
    limit: number,
  ): { total: number; groups: { groupId: number; imageIds: number[] }[] }
  /** What duplicates lie in different splits. */
  leaks(datasetId: number): LeakSummary
}

/** Rows written in one transaction. */
const rowsAtOnce = 2000

export function duplicateStore(database: Database, fingerprints: FingerprintWriter): DuplicateStore {
  const selectState = database.prepare<[{ datasetId: number }], CheckState>(`
    SELECT checkedAt,
      (SELECT count(*) FROM pictures WHERE datasetId = @datasetId AND id > datasets.checkedTo) AS unchecked
    FROM datasets WHERE id = @datasetId`)
  const selectWithout = database.prepare<[number, number, number], { id: number; pixelIndex: number }>(`
    SELECT id, pixelIndex FROM pictures
    WHERE datasetId = ? AND id > ? AND NOT EXISTS (SELECT 1 FROM fingerprints WHERE pictureId = id)
    ORDER BY id LIMIT ?`)
  const selectAll = database.prepare<[number], [number, Uint8Array, Uint8Array]>(`
    SELECT id, sha256, fingerprint FROM pictures JOIN files ON files.pictureId = id
      JOIN fingerprints ON fingerprints.pictureId = id
    WHERE pictures.datasetId = ? ORDER BY id`)
  selectAll.raw()
  const deleteSome = database.prepare<[number, number]>(`
    DELETE FROM duplicates WHERE pictureId IN (SELECT pictureId FROM duplicates WHERE datasetId = ? LIMIT ?)`)
  const insert = database.prepare<[Duplicate & { datasetId: number }]>(`
    INSERT OR REPLACE INTO duplicates (pictureId, datasetId, groupId, copyOf)
    VALUES (@pictureId, @datasetId, @groupId, @copyOf)`)
  const updateChecked = database.prepare<[number, number, number]>(
    'UPDATE datasets SET checkedTo = ?, checkedAt = ? WHERE id = ?',
  )
  const selectMembers = (finding: GroupFinding) => {
    const group = groupColumn(finding)
    return database.prepare<[{ datasetId: number }], GroupMember>(`
      SELECT id, ${group} AS groupId, classId, split FROM duplicates JOIN pictures ON id = pictureId
      WHERE duplicates.datasetId = @datasetId AND excluded = 0
        AND ${group} IN (SELECT groupId FROM (${groupsWith(finding)}))
      ORDER BY ${group}, id`)
  }
  const selectGroups = (finding: GroupFinding) =>
    database.prepare<[{ datasetId: number; limit: number; offset: number }], { groupId: number }>(
      `SELECT groupId FROM (${groupsWith(finding)}) ORDER BY images DESC, groupId LIMIT @limit OFFSET @offset`,
    )
  const countGroups = (finding: GroupFinding) =>
    database.prepare<[{ datasetId: number }], { total: number }>(
      `SELECT count(*) AS total FROM (${groupsWith(finding)})`,
    )
  const selectOfGroup = (finding: GroupFinding) =>
    database
      .prepare<[number, number], number>(
        `SELECT id FROM duplicates JOIN pictures ON id = pictureId
         WHERE duplicates.datasetId = ? AND ${groupColumn(finding)} = ? AND excluded = 0 ORDER BY id`,
      )
      .pluck()
  const selectSides = database.prepare<[number], { sides: string; groups: number; images: number }>(`
    SELECT sides, count(*) AS groups, sum(images) AS images FROM (
      SELECT (max(split = 'train') * 1 + max(split = 'validation') * 2 + max(split = 'test') * 4) AS sides,
        count(*) AS images
      FROM duplicates JOIN pictures ON id = pictureId
      WHERE duplicates.datasetId = ? AND excluded = 0 GROUP BY groupId)
    WHERE sides NOT IN (1, 2, 4) GROUP BY sides`)

  return {
    state: (datasetId) => selectState.get({ datasetId })!,
    withoutFingerprint: (datasetId, after, limit) => selectWithout.all(datasetId, after, limit),
    addFingerprints: database.transaction(
      (rows: readonly { readonly id: number; readonly fingerprint: Uint8Array }[]) => {
        for (const { id, fingerprint } of rows) fingerprints.add(id, fingerprint)
      },
    ).immediate,
    fingerprints: (datasetId) => selectAll.iterate(datasetId),
    replace(datasetId, found, checkedTo) {
      while (deleteSome.run(datasetId, rowsAtOnce).changes > 0);
      const add = database.transaction((rows: readonly Duplicate[]) => {
        for (const row of rows) insert.run({ ...row, datasetId })
      }).immediate
      for (let start = 0; start < found.length; start += rowsAtOnce) add(found.slice(start, start + rowsAtOnce))
      updateChecked.run(checkedTo, Date.now(), datasetId)
    },
    members: (datasetId, finding) => selectMembers(finding).all({ datasetId }),
    groups: database.transaction((datasetId: number, finding: GroupFinding, offset: number, limit: number) => {
      const ofGroup = selectOfGroup(finding)
      return {
        total: countGroups(finding).get({ datasetId })!.total,
        groups: selectGroups(finding)
          .all({ datasetId, limit, offset })
          .map(({ groupId }) => ({ groupId, imageIds: ofGroup.all(datasetId, groupId) })),
      }
    }),
    leaks(datasetId) {
      const rows = selectSides.all(datasetId)
      return {
        groups: rows.reduce((sum, row) => sum + row.groups, 0),
        pictures: rows.reduce((sum, row) => sum + row.images, 0),
        between: rows.map(({ sides, groups }) => ({
          splits: splits.filter((_, place) => (Number(sides) >> place) & 1),
          groups,
        })),
      }
    },
  }
}
