import { describe, expect, it } from 'vitest'
import type { PatienceSettings } from '../../../main/train/patience.ts'
import { freshPatience, judge } from '../../../main/train/patience.ts'

const never: PatienceSettings = { plateauPatience: null, earlyStopping: null }

/** Judges epochs of these errors one after the other. */
function judgeAll(errors: readonly (number | null)[], settings: PatienceSettings) {
  let state = freshPatience
  return errors.map((error, index) => {
    const measure = error === null ? null : { loss: 1 + error, top1Error: error, top5Error: 0 }
    const verdict = judge(state, index + 1, measure, settings)
    state = verdict.state
    return verdict
  })
}

describe('judge', () => {
  it('calls best what has fewer errors, or as many at a lower loss', () => {
    expect(judgeAll([0.5, 0.4, 0.4, 0.45, 0.3], never).map(({ isBest }) => isBest)).toEqual([
      true,
      true,
      false,
      false,
      true,
    ])
    const best = { loss: 1, top1Error: 0.5, top5Error: 0 }
    const state = { ...freshPatience, best, bestEpoch: 1 }
    expect(judge(state, 2, { ...best, loss: 0.9 }, never).isBest).toBe(true)
    expect(judge(state, 2, null, never).isBest).toBe(false)
  })

  it('drops the rate after as many epochs without a better one, again and again', () => {
    const verdicts = judgeAll([0.5, 0.5, 0.5, 0.5, 0.5, 0.4, 0.4], { ...never, plateauPatience: 2 })
    expect(verdicts.map(({ dropped }) => dropped)).toEqual([false, false, true, false, true, false, false])
    expect(verdicts.at(-1)!.state).toMatchObject({ drops: 2, bestEpoch: 6, waited: 1 })
  })

  it('stops after as many epochs without a better one, whatever the rate did', () => {
    const verdicts = judgeAll([0.5, 0.4, 0.4, 0.4, 0.4], { plateauPatience: 1, earlyStopping: 3 })
    expect(verdicts.map(({ stop }) => stop)).toEqual([false, false, false, false, true])
  })
})
