/** The loss falls steadily, but so slowly that the run will end before it gets anywhere. */
import type { Evidence, Finding } from './evidence.ts'
import { roundRate } from './evidence.ts'

const leastSteps = 100

export function rateTooLow({ windows, guessLoss, steps, step, warmupSteps, learningRate }: Evidence): Finding | null {
  const [first, last] = [windows[0], windows.at(-1)]
  if (!first || !last || windows.length < 5 || step - warmupSteps < leastSteps) return null
  const fallen = first.mean - last.mean
  const falls = windows.filter((window, index) => index > 0 && window.mean < windows[index - 1]!.mean).length
  const steady = falls >= 0.75 * (windows.length - 1)
  const perStep = fallen / (last.step - first.step)
  const expected = last.mean - perStep * (steps - step)
  if (!steady || fallen <= 0 || fallen > 0.1 * guessLoss || expected < 0.7 * guessLoss) return null
  const higher = roundRate(Math.min(10, learningRate * 5))
  return {
    illness: 'rate-too-low',
    words:
      `The loss falls, but only by ${fallen.toFixed(3)} in ${String(last.step - first.step)} steps; so it would still ` +
      `be ${expected.toFixed(2)} at the end of the run.`,
    evidence: { fallen, steps: last.step - first.step, expected, learningRate },
    cures: [{ kind: 'rate', words: `Raise the rate five-fold now, to ${String(higher)}.`, learningRate: higher }],
  }
}
