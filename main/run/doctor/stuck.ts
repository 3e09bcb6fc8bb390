/** The loss stays at what guessing gets, ln(classes) where they are even: the most common failure of AlexNet. */
import type { Cure } from '../../../preload/contract/index.ts'
import type { Evidence, Finding } from './evidence.ts'
import { roundRate } from './evidence.ts'

/** Steps after the warm-up before which nothing can be said: at least an epoch, but not a whole one of a million. */
const leastSteps = 80
const enoughSteps = 1000

export function stuck(evidence: Evidence): Finding | null {
  const { windows, guessLoss, stepsPerEpoch, warmupSteps, step } = evidence
  const since = step - warmupSteps
  if (since < Math.max(leastSteps, Math.min(stepsPerEpoch, enoughSteps)) || windows.length < 4) return null
  const half = Math.floor(windows.length / 2)
  const earlier = meanOf(windows.slice(0, half).map(({ mean }) => mean))
  const later = meanOf(windows.slice(half).map(({ mean }) => mean))
  const lowest = Math.min(...windows.map(({ mean }) => mean))
  const moved = earlier - later > 0.01 * guessLoss || lowest < 0.97 * guessLoss
  if (moved || later > 1.2 * guessLoss) return null
  return {
    illness: 'stuck',
    words:
      `The loss has stayed at ${later.toFixed(3)} for ${String(since)} steps; guessing alone gets ` +
      `${guessLoss.toFixed(3)}. The network is not learning.`,
    evidence: { loss: later, guessLoss, steps: since },
    cures: cures(evidence),
  }
}

function cures({ settings: { network, switches, initialiser, learningRate } }: Evidence): Cure[] {
  if (initialiser !== 'he') {
    const words = 'Start again with He’s initialiser, whose signal does not fade on its way through the layers.'
    return [{ kind: 'start', words, settings: { initialiser: 'he' } }]
  }
  const activation = switches.activation ?? (network === 'lenet' ? 'tanh' : 'relu')
  if (activation !== 'relu') {
    const words = 'Start again with ReLU, whose gradient does not fade where units saturate.'
    return [{ kind: 'start', words, settings: { switches: { ...switches, activation: 'relu' } } }]
  }
  const higher = roundRate(Math.min(10, learningRate * 5))
  const lower = roundRate(learningRate / 5)
  return [
    {
      kind: 'start',
      words: `Start again with a lower learning rate, ${String(lower)}, in case the first steps were too long.`,
      settings: { learningRate: lower },
    },
    {
      kind: 'start',
      words: `Start again with a higher learning rate, ${String(higher)}, in case the steps are too short.`,
      settings: { learningRate: higher },
    },
  ]
}

function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}
