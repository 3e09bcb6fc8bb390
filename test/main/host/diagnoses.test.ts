import { describe, expect, it } from 'vitest'
import type { Diagnosis } from '../../../preload/contract/index.ts'
import { describeDiagnosis, Findings } from '../../../main/host/terminal/diagnoses.ts'

const stuck: Diagnosis = {
  illness: 'stuck',
  step: 80,
  lastStep: 100,
  current: true,
  words: 'The loss is still 2.30.',
  evidence: {},
  cures: [{ kind: 'rate', words: 'Go on with a learning rate of 0.03.', learningRate: 0.03 }],
}

describe('what the doctor finds, in the terminal', () => {
  it('is said with what would help', () => {
    expect(describeDiagnosis(stuck)).toBe(
      'The doctor, since step 80: The loss is still 2.30.\n  – Go on with a learning rate of 0.03.',
    )
  })

  it('is told once, and not when it has passed', () => {
    const findings = new Findings()
    const starved: Diagnosis = { ...stuck, illness: 'starved', words: 'It waits.', cures: [] }
    expect(findings.news([{ ...starved, current: false }])).toBeUndefined()
    expect(findings.news([stuck])).toBe(describeDiagnosis(stuck))
    expect(findings.news([{ ...stuck, lastStep: 120 }, starved])).toBe('The doctor, since step 80: It waits.')
    expect(findings.news([stuck, starved])).toBeUndefined()
  })
})
