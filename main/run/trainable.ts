/** Whether a dataset can be trained on, and which of its classes a run would learn. */
import { Failure } from '../lib/failure.ts'
import type { ClassRow, Store } from '../store/store.ts'

export interface Trainable {
  /** Classes in the order of the outputs. */
  readonly classes: readonly ClassRow[]
  /** Classes without a single picture, which a run leaves out. */
  readonly empty: readonly string[]
  /** Training and validation pictures with a label. */
  readonly images: number
  readonly validationImages: number
}

/** Throws `Failure('invalid-input')` naming what the dataset lacks. */
export function trainable(store: Store, datasetId: number): Trainable {
  const { name } = store.datasets.get(datasetId)
  const rows = store.datasets.classes(datasetId)
  const isEmpty = ({ counts }: ClassRow) => counts.train + counts.validation + counts.test === 0
  const classes = rows.filter((row) => !isEmpty(row))
  const untrained = classes.filter(({ counts }) => counts.train === 0)
  if (untrained.length > 0) {
    throw new Failure(
      'invalid-input',
      `The dataset “${name}” has no training pictures for ${list(untrained.map((row) => row.name))}. ` +
        'Give each class at least one picture in the training split, or another label to the pictures it has.',
    )
  }
  if (classes.length < 2) {
    const found = classes.length === 0 ? 'none of its classes has' : `only ${list(classes.map((row) => row.name))} has`
    throw new Failure(
      'invalid-input',
      `Training needs at least two classes with training pictures; in the dataset “${name}” ${found} any. ` +
        'Import or label pictures of more classes.',
    )
  }
  return {
    classes,
    empty: rows.filter(isEmpty).map((row) => row.name),
    images: classes.reduce((sum, { counts }) => sum + counts.train, 0),
    validationImages: classes.reduce((sum, { counts }) => sum + counts.validation, 0),
  }
}

/** The first few names in quotes. */
export function list(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => `“${name}”`)
  const more = names.length - shown.length
  return more > 0 ? `${shown.join(', ')} and ${String(more)} more` : shown.join(', ')
}
