/** The crops that a network can be measured with, to choose from: the centre, or the mean of the paper's ten. */
import { plural } from '../../locales/text.ts'

export function cropOptions(): { value: 1 | 10; label: string }[] {
  return ([1, 10] as const).map((value) => ({ value, label: plural('runs.evaluation.cropCount', value) }))
}
