/**
 * The loss stays where guessing has it: AlexNet's most common failure. The signal fades from layer to layer, or the
 * units died at once, and no gradient arrives where it could change that.
 */
import type { Cure } from '../../../preload/contract/index.ts'
import { changeRate, startWith, startWithRate } from './cures.ts'
import type { Evidence, Finding } from './evidence.ts'
import { meanLoss } from './loss-history.ts'
import { currentRate, guessingLoss, highestRate, nats, stepsDone, trialSteps } from './measures.ts'

/** How far below guessing a run counts as having learnt something; how far above as something worse than stuck. */
const [below, above] = [0.03, 0.1]
/** Share of the guessing loss that a run falls by, below it, from its first half to its last quarter, if it moves at all. */
const movement = 0.003
/** How many times what guessing costs tells of steps that were far too large. */
const broke = 1.5

export function stuck(evidence: Evidence): Finding | null {
  const { losses, classNames } = evidence
  const steps = stepsDone(evidence)
  if (steps < trialSteps(evidence)) return null
  const guessing = guessingLoss(evidence)
  const loss = meanLoss(losses, 0.75, 1)
  const lowest = Math.min(...[0, 0.25, 0.5, 0.75].map((from) => meanLoss(losses, from, from + 0.25)))
  if (lowest < guessing * (1 - below) || loss > guessing * (1 + above)) return null
  if (Math.min(guessing, meanLoss(losses, 0, 0.5)) - loss > movement * guessing) return null
  const even = Math.abs(guessing - Math.log(classNames.length)) < 0.001
  const named = even ? `ln ${String(classNames.length)} = ${nats(guessing)}` : nats(guessing)
  return {
    illness: 'stuck',
    words:
      `After ${String(steps)} steps the loss is still ${nats(loss)}, which is what guessing costs (${named}): the ` +
      'network has learnt nothing yet.',
    evidence: { steps, loss, guessing, classes: classNames.length },
    cures: curesOf(evidence, guessing),
  }
}

/** A run that was far worse than guessing at times broke its units with too high a rate; others want more of a push. */
function curesOf(evidence: Evidence, guessing: number): readonly Cure[] {
  const { settings, losses } = evidence
  const cures: Cure[] = []
  if (settings.initialiser !== 'he') {
    cures.push(startWith('He’s initialiser, which keeps the signal’s size from layer to layer', { initialiser: 'he' }))
  }
  if (settings.switches.activation === 'sigmoid') {
    cures.push(
      startWith('ReLU, whose gradient does not fade', { switches: { ...settings.switches, activation: 'relu' } }),
    )
  }
  const broken = losses.some(({ loss }) => loss > broke * guessing)
  if (broken) return [startWithRate(evidence, 0.2), ...cures]
  // Late in a schedule there is too little left of the rate, and of the run.
  const isLate = currentRate(evidence) < highestRate(evidence) / 2
  return [...cures, isLate ? startWithRate(evidence, 3) : changeRate(evidence, 3)]
}
