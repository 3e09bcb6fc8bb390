/** What the hygiene report finds in pictures, as conditions in SQL over a row of `pictures`; `@datasetId` is bound. */
import type { PictureFinding } from '../../preload/contract/index.ts'

/** Pictures whose shorter side is below this are small; the migration's index names it too. */
export const smallPixels = 32

/** Classes with fewer pictures than this have few. */
export const fewPictures = 20

/** What `preprocess` notes of a picture that lay on its side. */
export const turnedNote = 'turned upright'

/** Findings about groups of duplicates. */
export const groupFindings = ['exact-duplicates', 'near-duplicates', 'two-labels', 'leaks'] as const
export type GroupFinding = (typeof groupFindings)[number]

/** What a group of at least two pictures that are not excluded is like. */
const groupConditions: Readonly<Record<GroupFinding, string>> = {
  'exact-duplicates': 'count(copyOf) > 1',
  // Copies of one file are exact duplicates and nothing more.
  'near-duplicates': 'count(DISTINCT ifnull(copyOf, -pictureId)) > 1',
  'two-labels': 'min(classId) <> max(classId)',
  leaks: 'min(split) <> max(split)',
}

/** A query for the groups with this finding: `groupId` of each. Exact duplicates are grouped by their file. */
export function groupsWith(finding: GroupFinding): string {
  const group = finding === 'exact-duplicates' ? 'copyOf' : 'groupId'
  return `
    SELECT ${group} AS groupId, count(*) AS images FROM duplicates JOIN pictures ON pictures.id = pictureId
    WHERE duplicates.datasetId = @datasetId AND excluded = 0 ${group === 'copyOf' ? 'AND copyOf IS NOT NULL' : ''}
    GROUP BY ${group} HAVING ${groupConditions[finding]}`
}

/** The column of `duplicates` that a finding's groups go by. */
export function groupColumn(finding: GroupFinding): 'copyOf' | 'groupId' {
  return finding === 'exact-duplicates' ? 'copyOf' : 'groupId'
}

/** Pictures whose row of `files` meets a condition. */
function withFile(condition: string): string {
  return `id IN (SELECT pictureId FROM files WHERE datasetId = @datasetId AND ${condition})`
}

export function findingCondition(finding: PictureFinding): string {
  switch (finding) {
    case 'exact-duplicates':
    case 'near-duplicates':
    case 'two-labels':
    case 'leaks':
      return `id IN (
        SELECT pictureId FROM duplicates WHERE datasetId = @datasetId
          AND ${groupColumn(finding)} IN (SELECT groupId FROM (${groupsWith(finding)})))`
    case 'converted':
      return withFile(`conversions IS NOT NULL AND conversions <> '["${turnedNote}"]'`)
    case 'turned':
      return withFile(`conversions IS NOT NULL AND conversions LIKE '%${turnedNote}%'`)
    case 'small':
      return withFile(`min(width, height) < ${smallPixels}`)
    case 'gone':
      return withFile('gone = 1 AND sourceId IN (SELECT id FROM sources WHERE datasetId = @datasetId)')
    case 'few-pictures':
      return `classId IN (
        SELECT classId FROM tallies WHERE datasetId = @datasetId AND excluded = 0
        GROUP BY classId HAVING sum(images) < ${fewPictures})`
  }
}
