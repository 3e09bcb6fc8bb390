/** Remedies for what the hygiene report found, each one act that can be undone. */
import type { PictureFinding, Remedy, Split } from '../../../preload/contract/index.ts'
import { Failure } from '../../lib/failure.ts'
import type { GroupMember } from '../../store/duplicates.ts'
import { groupFindings } from '../../store/findings.ts'
import type { PictureChange } from '../../store/picture-acts.ts'
import type { Store } from '../../store/store.ts'
import { demandOpenTest } from '../splits/change.ts'

export interface RemedyRequest {
  readonly datasetId: number
  readonly finding: PictureFinding
  readonly remedy: Remedy
  /** Only these pictures; with duplicates, only the groups that have one of them. */
  readonly imageIds?: readonly number[] | undefined
  /** Changes test pictures although they are locked. */
  readonly insist: boolean
}

/** Answers how many pictures changed. Throws `Failure('invalid-input')` where the remedy is none for the finding. */
export function applyRemedy(store: Store, { datasetId, finding, remedy, imageIds, insist }: RemedyRequest): number {
  const wanted = imageIds && new Set(imageIds)
  const changes =
    remedy === 'exclude'
      ? exclusions(store, datasetId, finding, wanted)
      : forGroups(groups(store, datasetId, finding, wanted))
  const taken = changes.filter(({ split, excluded }) => split !== undefined || excluded).map(({ id }) => id)
  const isTestTouched = changes.some(({ split }) => split === 'test') || store.splits.holdTest(datasetId, taken)
  if (isTestTouched) demandOpenTest(store, datasetId, insist)
  return store.pictures.change({ datasetId, kind: 'remedy', names: [finding, remedy] }, changes)

  function forGroups(found: readonly (readonly GroupMember[])[]): PictureChange[] {
    switch (remedy) {
      case 'keep-one':
        return found.flatMap(allButOne)
      case 'one-split':
        return found.flatMap(intoOneSplit)
      case 'one-label':
        return found.flatMap(underOneLabel)
      case 'exclude':
        return found.flat().map(({ id }) => ({ id, excluded: true }))
    }
  }
}

function exclusions(
  store: Store,
  datasetId: number,
  finding: PictureFinding,
  wanted: ReadonlySet<number> | undefined,
): PictureChange[] {
  const found = store.pictures.ids(datasetId, { finding })
  return found.filter((id) => !wanted || wanted.has(id)).map((id) => ({ id, excluded: true }))
}

function groups(
  store: Store,
  datasetId: number,
  finding: PictureFinding,
  wanted: ReadonlySet<number> | undefined,
): GroupMember[][] {
  const kind = groupFindings.find((one) => one === finding)
  if (!kind)
    throw new Failure('invalid-input', `“${finding}” is not about duplicates; its remedy is to exclude pictures.`)
  const found = Map.groupBy(store.duplicates.members(datasetId, kind), ({ groupId }) => groupId)
  return [...found.values()].filter((group) => !wanted || group.some(({ id }) => wanted.has(id)))
}

/** Test pictures are kept before validation pictures before training pictures: those are what results stand on. */
const protection: readonly Split[] = ['test', 'validation', 'train']

function mostProtected(group: readonly GroupMember[]): GroupMember {
  const rank = ({ split }: GroupMember) => protection.indexOf(split)
  return group.reduce((best, member) => (rank(member) < rank(best) ? member : best))
}

function allButOne(group: readonly GroupMember[]): PictureChange[] {
  const kept = mostProtected(group)
  return group.filter(({ id }) => id !== kept.id).map(({ id }) => ({ id, excluded: true }))
}

function intoOneSplit(group: readonly GroupMember[]): PictureChange[] {
  const { split } = mostProtected(group)
  return group.filter((member) => member.split !== split).map(({ id }) => ({ id, split }))
}

/** The most frequent label; of several, that of the picture that came first. */
function underOneLabel(group: readonly GroupMember[]): PictureChange[] {
  const labelled = group.filter(({ classId }) => classId !== null)
  const counts = Map.groupBy(labelled, ({ classId }) => classId!)
  const [best] = [...counts].reduce((a, b) => (b[1].length > a[1].length ? b : a))
  return group.filter(({ classId }) => classId !== best).map(({ id }) => ({ id, classId: best }))
}
