/** What several illnesses are judged by: what guessing would cost, the rates so far, and numbers as words. */
import type { Evidence } from './evidence.ts'

/**
 * Mean loss in nats of a network that has learnt how frequent each class is and nothing else: the entropy of the
 * targets, which is ln C where C classes are equally frequent.
 */
export function guessingLoss({ pictures, settings }: Evidence): number {
  const { labelSmoothing, classWeights } = settings
  const total = pictures.reduce((sum, count) => sum + count, 0)
  return pictures.reduce((loss, count) => {
    const share = classWeights === 'balanced' ? 1 / pictures.length : count / total
    const target = (1 - labelSmoothing) * share + labelSmoothing / pictures.length
    return target > 0 ? loss - target * Math.log(target) : loss
  }, 0)
}

export function stepsDone({ losses }: Evidence): number {
  return losses.at(-1)?.step ?? 0
}

/**
 * Steps after which a run that learns shows it: those of the warm-up, and then two epochs, but at least 60 steps and at
 * most 1000.
 */
export function trialSteps({ settings, stepsPerEpoch }: Evidence): number {
  return settings.warmupEpochs * stepsPerEpoch + Math.min(Math.max(2 * stepsPerEpoch, 60), 1000)
}

/** The rate of the last step, be it one that failed. */
export function currentRate({ diverged, losses, settings }: Evidence): number {
  return diverged?.learningRate ?? losses.at(-1)?.learningRate ?? settings.learningRate
}

/** The highest rate so far; not that of a run which this one branched from, to do better at a lower one. */
export function highestRate(evidence: Evidence): number {
  const { losses, settings } = evidence
  const own = Math.max(settings.learningRate, currentRate(evidence))
  return losses.length === 0 ? own : Math.min(own, Math.max(...losses.map((span) => span.learningRate)))
}

/** To two digits, within what a setting may be. */
export function rounded(rate: number): number {
  return Math.min(10, Number(rate.toPrecision(2)))
}

export function percent(share: number): string {
  return `${String(Math.round(share * 100))} %`
}

/** A loss with three digits that count. */
export function nats(loss: number): string {
  return loss.toPrecision(3)
}
