/** The loss rises, or jumps about above where it has been: steps lead over the valley that they are to lead into. */
import { changeRate, startWithRate } from './cures.ts'
import type { Evidence, Finding } from './evidence.ts'
import { meanLoss } from './loss-history.ts'
import { currentRate, guessingLoss, nats, rounded, stepsDone } from './measures.ts'

/** Steps before which a run need not be better than guessing. */
const first = 32
/** Steps over which a mean of losses is steady, at small batches too. */
const steady = 16
/** How far above guessing, and above the lowest mean so far, a loss cannot be by chance. */
const [aboveGuessing, aboveLowest] = [0.25, 0.3]
/** A rise that is of no matter, in nats and as a share of the guessing loss: a run near 0 may treble. */
const least = 0.1

export function rateTooHigh(evidence: Evidence): Finding | null {
  const steps = stepsDone(evidence)
  if (steps < first) return null
  const guessing = guessingLoss(evidence)
  const { recent, lowest } = envelope(evidence, steps)
  const matters = (rise: number) => rise > Math.max(least, least * guessing)
  const worse = recent > guessing * (1 + aboveGuessing) && matters(recent - guessing)
  const risen = recent > lowest * (1 + aboveLowest) && matters(recent - lowest)
  if (!worse && !risen) return null
  const learningRate = currentRate(evidence)
  const against = worse
    ? `above the ${nats(guessing)} that guessing costs`
    : `above the ${nats(lowest)} that it had come down to`
  return {
    illness: 'rate-too-high',
    words:
      `At step ${String(steps)} the loss is ${nats(recent)}, ${against}: steps at a learning rate of ` +
      `${String(rounded(learningRate))} are too large.`,
    evidence: { steps, loss: recent, above: worse ? 'guessing' : 'lowest', lowest, guessing, learningRate },
    cures: [changeRate(evidence, 1 / 3), startWithRate(evidence, 1 / 3)],
  }
}

/** Mean loss of the last stretch of the run, and of the stretch before it where that was lowest. */
function envelope({ losses }: Evidence, steps: number): { readonly recent: number; readonly lowest: number } {
  const stretches = Math.min(20, Math.floor(steps / steady))
  const means = Array.from({ length: stretches }, (_, index) =>
    meanLoss(losses, index / stretches, (index + 1) / stretches),
  )
  return { recent: means.at(-1)!, lowest: Math.min(...means.slice(0, -1)) }
}
