/**
 * Asks each illness whether the evidence shows it, and follows up what was found before. Pure: it remembers, measures
 * and changes nothing.
 */
import type { Diagnosis } from '../../../preload/contract/index.ts'
import { deadUnits } from './dead-units.ts'
import { diverged } from './diverged.ts'
import type { Evidence, Examination, Finding } from './evidence.ts'
import { stepsDone } from './measures.ts'
import { oneClass } from './one-class.ts'
import { overfitting } from './overfitting.ts'
import { rateTooHigh } from './rate-too-high.ts'
import { rateTooLow } from './rate-too-low.ts'
import { slowDevice } from './slow-device.ts'
import { starved } from './starved.ts'
import { stuck } from './stuck.ts'

const examinations: readonly Examination[] = [
  stuck,
  deadUnits,
  oneClass,
  rateTooHigh,
  rateTooLow,
  overfitting,
  slowDevice,
  starved,
]

/** All that ails the run now. Where its loss became no number, that is all there is to say. */
export function examine(evidence: Evidence): readonly Finding[] {
  const end = diverged(evidence)
  if (end) return [end]
  return examinations.map((look) => look(evidence)).filter((finding) => finding !== null)
}

/**
 * All that ailed the run so far: what is found now, and of what was found `before` that is no longer so with `current`
 * false. One diagnosis an illness, in the order in which they were first found.
 */
export function diagnose(evidence: Evidence, before: readonly Diagnosis[] = []): readonly Diagnosis[] {
  const step = evidence.diverged?.step ?? stepsDone(evidence)
  const findings = new Map(examine(evidence).map((finding) => [finding.illness, finding]))
  const known = before.map((diagnosis) => {
    const finding = findings.get(diagnosis.illness)
    findings.delete(diagnosis.illness)
    if (!finding) return { ...diagnosis, lastStep: step, current: false }
    return { ...diagnosis, ...finding, cures: [...finding.cures], lastStep: step, current: true }
  })
  const found = Array.from(findings.values(), (finding) => ({
    ...finding,
    cures: [...finding.cures],
    step,
    lastStep: step,
    current: true,
  }))
  return [...known, ...found]
}
