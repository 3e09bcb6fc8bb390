/** What was done to a dataset, step by step, and taking it back: without limit, and across restarts. */
import { z } from 'zod'
import { id } from './basics.ts'
import { method } from './wire.ts'

export const actKinds = [
  'label',
  'accept',
  'exclude',
  'include',
  'move',
  'createClass',
  'renameClass',
  'colourClass',
  'keyClass',
  'reorderClasses',
  'mergeClasses',
  'removeClass',
  'drawSplits',
  'remedy',
] as const

/** One step of a person, as data that a page makes a sentence of. */
export const act = z.object({
  id,
  kind: z.enum(actKinds),
  /** Milliseconds since 1970. */
  doneAt: z.number(),
  /** Pictures that it changed. */
  pictures: z.int(),
  /**
   * What it was about. `label`: the class, nothing where labels were taken away. `accept`: the run
   * that suggested them. `move`: the split. `renameClass`: the
   * old and the new name. `mergeClasses`: the class that was left, then those that went into it. `keyClass`: the class,
   * then its key if it got one. Other changes of a class: its name. `remedy`: the finding and the remedy.
   */
  names: z.array(z.string()),
})
export type Act = z.infer<typeof act>

export const historyState = z.object({
  /** What `undo` would take back, and what `redo` would do again. */
  undo: act.nullable(),
  redo: act.nullable(),
})
export type HistoryState = z.infer<typeof historyState>

const done = z.object({
  /** What was taken back or done again; `null` where there was nothing. */
  act: act.nullable(),
  state: historyState,
})

export const history = {
  state: method(z.object({ datasetId: id }), historyState),
  undo: method(z.object({ datasetId: id }), done),
  redo: method(z.object({ datasetId: id }), done),
  /** The steps there ever were, the last one first, also those that were taken back. */
  list: method(
    z.object({ datasetId: id, offset: z.int().min(0).default(0), limit: z.int().min(1).max(500).default(100) }),
    z.object({ acts: z.array(act.extend({ undone: z.boolean() })) }),
  ),
}
