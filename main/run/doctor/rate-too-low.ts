/**
 * The loss falls along a straight line that will not get anywhere before the run ends: small steps on a slope that is
 * still as steep as at first. A curve that levels off is something else, and nothing to complain about.
 */
import { changeRate, startWithRate } from './cures.ts'
import type { Evidence, Finding } from './evidence.ts'
import { meanLoss } from './loss-history.ts'
import { currentRate, guessingLoss, highestRate, nats, rounded, stepsDone, trialSteps } from './measures.ts'

/** Shares of the guessing loss: a run has got nowhere above the one, and its fall is worth the name below the other. */
const [nowhere, fallen] = [0.7, 0.997]
/** The fall of the last third against that of the third before it: less is levelling off, more is taking off. */
const [straightest, steepest] = [0.6, 1.6]

export function rateTooLow(evidence: Evidence): Finding | null {
  const { losses, settings, stepsPerEpoch } = evidence
  const steps = stepsDone(evidence)
  if (steps < trialSteps(evidence) || currentRate(evidence) < highestRate(evidence) / 2) return null
  const [first, second, last] = [meanLoss(losses, 0, 1 / 3), meanLoss(losses, 1 / 3, 2 / 3), meanLoss(losses, 2 / 3, 1)]
  const [before, fall] = [first - second, second - last]
  if (before <= 0 || fall < straightest * before || fall > steepest * before) return null
  const guessing = guessingLoss(evidence)
  const end = last - (fall * (settings.epochs * stepsPerEpoch - steps)) / (steps / 3)
  if (last > fallen * guessing || Math.min(last, end) < nowhere * guessing) return null
  const learningRate = currentRate(evidence)
  return {
    illness: 'rate-too-low',
    words:
      `In ${String(steps)} steps the loss has fallen, but only to ${nats(last)}, where guessing costs ` +
      `${nats(guessing)}; so it would be about ${nats(end)} at the end of this run. Steps at a learning rate of ` +
      `${String(rounded(learningRate))} are too small.`,
    evidence: { steps, loss: last, end, guessing, learningRate },
    cures: [changeRate(evidence, 5), startWithRate(evidence, 5)],
  }
}
