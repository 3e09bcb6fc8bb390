/** What is wrong with a number that a person typed, by the contract's own limits. */
import type { z } from 'zod'
import { count } from './format.ts'
import { t } from './locales/text.ts'

/** The sentence beside the field; `null` where the number is allowed. */
export function complaint(schema: z.ZodType, value: number): string | null {
  const checked = schema.safeParse(value)
  if (checked.success) return null
  if (!Number.isFinite(value)) return t('common.wrong.number')
  const [issue] = checked.error.issues
  if (issue?.code === 'too_small') {
    return t(issue.inclusive ? 'common.wrong.atLeast' : 'common.wrong.moreThan', { limit: limit(issue.minimum) })
  }
  if (issue?.code === 'too_big') {
    return t(issue.inclusive ? 'common.wrong.atMost' : 'common.wrong.lessThan', { limit: limit(issue.maximum) })
  }
  return t('common.wrong.whole')
}

function limit(value: number | bigint): string {
  return Number.isInteger(Number(value)) ? count(Number(value)) : String(value)
}
