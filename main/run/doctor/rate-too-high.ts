/** The loss is above what guessing gets, or has risen far above where it was: steps jump over what they aim at. */
import type { Evidence, Finding } from './evidence.ts'
import { roundRate } from './evidence.ts'

export function rateTooHigh({ windows, guessLoss, learningRate }: Evidence): Finding | null {
  const last = windows.at(-1)
  if (!last || windows.length < 2) return null
  const lowest = Math.min(...windows.map(({ mean }) => mean))
  const worseThanGuessing = Math.min(last.mean, windows.at(-2)!.mean) > 1.25 * guessLoss
  const risen = Math.min(last.mean, windows.at(-2)!.mean) > 1.5 * lowest + 0.1 * guessLoss
  if (!worseThanGuessing && !risen) return null
  const lower = roundRate(learningRate / 10)
  return {
    illness: 'rate-too-high',
    words:
      `The loss is ${last.mean.toFixed(3)} at a learning rate of ${learningRate.toPrecision(2)}; ` +
      (worseThanGuessing
        ? `guessing alone would get ${guessLoss.toFixed(3)}.`
        : `it had been down to ${lowest.toFixed(3)}.`),
    evidence: { loss: last.mean, lowest, guessLoss, learningRate },
    cures: [{ kind: 'rate', words: `Divide the rate by ten now, to ${String(lower)}.`, learningRate: lower }],
  }
}
