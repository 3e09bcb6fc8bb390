/** Counts what is wrong with a dataset. */
import type { Database } from 'better-sqlite3'
import { problemKinds, type Finding } from '../../preload/contract/index.ts'
import { fewPictures, findingCondition, groupFindings, groupsWith, type GroupFinding } from './findings.ts'

/** Times that the largest class may have the pictures of the smallest. */
export const imbalance = 10

/** Most classes that a finding lists. */
const listed = 100

export interface HygieneStore {
  /** Only findings with something in them. */
  findings(datasetId: number): Finding[]
}

type Remedies = Finding['remedies']
const groupRemedies: Readonly<Record<GroupFinding, Remedies>> = {
  'exact-duplicates': ['keep-one', 'exclude'],
  'near-duplicates': ['keep-one', 'exclude'],
  'two-labels': ['one-label', 'exclude'],
  leaks: ['one-split', 'keep-one', 'exclude'],
}

export function hygieneStore(database: Database): HygieneStore {
  const countGroups = groupFindings.map((kind) => ({
    kind,
    statement: database.prepare<[{ datasetId: number }], { groups: number; count: number }>(
      `SELECT count(*) AS groups, ifnull(sum(images), 0) AS count FROM (${groupsWith(kind)})`,
    ),
  }))
  const countPictures = (['small', 'gone'] as const).map((kind) => ({
    kind,
    statement: database.prepare<[{ datasetId: number }], { count: number }>(`
      SELECT count(*) AS count FROM pictures
      WHERE datasetId = @datasetId AND excluded = 0 AND ${findingCondition(kind)}`),
  }))
  const countConversions = (['turned', 'converted'] as const).map((kind) => ({
    kind,
    statement: database.prepare<[{ datasetId: number }], { conversions: string; count: number }>(`
      SELECT conversions, count(*) AS count FROM pictures JOIN files ON pictureId = id
      WHERE pictures.datasetId = @datasetId AND excluded = 0 AND ${findingCondition(kind)} GROUP BY conversions`),
  }))
  const countProblems = database.prepare<[number], { kind: (typeof problemKinds)[number]; count: number }>(
    'SELECT kind, count(*) AS count FROM problems WHERE datasetId = ? GROUP BY kind ORDER BY kind DESC',
  )
  const selectClasses = database.prepare<[{ datasetId: number }], { id: number; name: string; images: number }>(`
    SELECT id, name, (
        SELECT ifnull(sum(images), 0) FROM tallies
        WHERE tallies.datasetId = @datasetId AND excluded = 0 AND tallies.classId = classes.id) AS images
    FROM classes WHERE datasetId = @datasetId ORDER BY images, position`)

  function classFindings(datasetId: number): Finding[] {
    const classes = selectClasses.all({ datasetId })
    const few = classes.filter(({ images }) => images < fewPictures)
    const filled = classes.filter(({ images }) => images > 0)
    const [least, most] = [filled[0]?.images ?? 0, filled.at(-1)?.images ?? 0]
    const behind = filled.filter(({ images }) => images * imbalance < most)
    return [
      { kind: 'few-pictures', count: few.length, classes: few.slice(0, listed), remedies: [] },
      {
        kind: 'imbalance',
        count: most > least * imbalance ? behind.length : 0,
        classes: [...behind.slice(0, listed - 1), ...filled.slice(-1)],
        remedies: [],
      },
    ]
  }

  return {
    findings: database.transaction((datasetId: number): Finding[] => [
      ...[
        ...countGroups.map(({ kind, statement }): Finding => {
          const { groups, count } = statement.get({ datasetId })!
          return { kind, count, groups, remedies: groupRemedies[kind] }
        }),
        ...countProblems.all(datasetId).map((row): Finding => ({ ...row, remedies: [] })),
        ...countConversions.map(({ kind, statement }): Finding => {
          const rows = statement.all({ datasetId })
          const count = rows.reduce((sum, row) => sum + row.count, 0)
          return { kind, count, conversions: byConversion(rows), remedies: ['exclude'] }
        }),
        ...countPictures.map(({ kind, statement }): Finding => {
          return { kind, count: statement.get({ datasetId })!.count, remedies: ['exclude'] }
        }),
        ...classFindings(datasetId),
      ].filter(({ count }) => count > 0),
    ]),
  }
}

/** The most frequent first. */
function byConversion(rows: readonly { conversions: string; count: number }[]): { name: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { conversions, count } of rows) {
    for (const name of JSON.parse(conversions) as string[]) counts.set(name, (counts.get(name) ?? 0) + count)
  }
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count)
}
