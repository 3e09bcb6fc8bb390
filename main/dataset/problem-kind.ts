/** Sorts the reasons why a file is no picture of a dataset. */
import type { ProblemKind } from '../../preload/contract/index.ts'

/** Reasons for what is left out on purpose begin with “left out”; those of other formats say to save the file anew. */
export function problemKind(reason: string): ProblemKind {
  if (reason.startsWith('left out')) return 'left-out'
  return /^not a picture|: save it as /.test(reason) ? 'unsupported' : 'unreadable'
}
