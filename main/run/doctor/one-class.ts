/** Nearly all answers are one class, far more than the pictures have of it. */
import type { Cure } from '../../../preload/contract/index.ts'
import type { Evidence, Finding } from './evidence.ts'
import { roundRate } from './evidence.ts'

const leastEpochs = 2
const leastShare = 0.95

export function oneClass({ answers, classShares, epochs, settings }: Evidence): Finding | null {
  const total = answers.reduce((sum, count) => sum + count, 0)
  if (epochs.length < leastEpochs || total === 0) return null
  const most = Math.max(...answers)
  const position = answers.indexOf(most)
  const share = most / total
  const own = classShares[position] ?? 0
  if (share < leastShare || own > 0.8) return null
  return {
    illness: 'one-class',
    words:
      `${percent(share)} of the answers are class ${String(position + 1)}, which only ${percent(own)} of the training ` +
      'pictures show.',
    evidence: { class: position, answers: share, pictures: own },
    cures: cures(settings, Math.max(...classShares)),
  }
}

function cures({ classWeights, learningRate }: Evidence['settings'], largest: number): Cure[] {
  const even = classWeights === 'none' && largest > 0.5
  if (even) {
    const words = 'Start again with balanced class weights, so that rare classes count as much as common ones.'
    return [{ kind: 'start', words, settings: { classWeights: 'balanced' } }]
  }
  const lower = roundRate(learningRate / 5)
  const words = `Start again with a learning rate of ${String(lower)} and He’s initialiser.`
  return [{ kind: 'start', words, settings: { learningRate: lower, initialiser: 'he' } }]
}

function percent(share: number): string {
  return `${String(Math.round(share * 100))} %`
}
