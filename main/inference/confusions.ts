/** What a run took pictures for, class by class. */
import type { Confusions, Evaluation } from '../../preload/contract/index.ts'
import type { Store } from '../store/store.ts'

/**
 * From the answers of the run's last evaluation of a split. Pictures whose label is no class of the run by now are left
 * out. Throws `Failure('not-found')` where there is no such run.
 */
export function confusionsOf(store: Store, runId: number, split: Evaluation['split']): Confusions {
  const { classIds, classNames } = store.runs.get(runId)
  const positions = new Map(classIds.map((id, position) => [id, position]))
  const counts = store.answers.counts(runId, split).flatMap(({ classId, answerId, pictures }) => {
    const [truth, answer] = [positions.get(classId), positions.get(answerId)]
    return truth === undefined || answer === undefined ? [] : [{ truth, answer, pictures }]
  })
  return { classes: classIds.map((id, position) => ({ id, name: classNames[position]! })), counts }
}
