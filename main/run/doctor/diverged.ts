/** The loss became no finite number: the run has ended, and its last good checkpoint is what remains. */
import type { Cure } from '../../../preload/contract/index.ts'
import { startWithRate } from './cures.ts'
import type { Evidence, Finding } from './evidence.ts'
import { highestRate, rounded } from './measures.ts'

export function diverged(evidence: Evidence): Finding | null {
  const { checkpoints } = evidence
  if (evidence.diverged === null) return null
  const { step, learningRate } = evidence.diverged
  const kept =
    checkpoints.newest === null
      ? 'There is no checkpoint before it.'
      : `The checkpoint of step ${String(checkpoints.newest)} is kept.`
  return {
    illness: 'diverged',
    words:
      `The loss of step ${String(step)} is no finite number, so that the run ended. At a learning rate of ` +
      `${String(rounded(learningRate))} the weights grew beyond bounds. ${kept}`,
    evidence: { step, learningRate, ...(checkpoints.newest !== null && { checkpoint: checkpoints.newest }) },
    cures: curesOf(evidence),
  }
}

function curesOf(evidence: Evidence): readonly Cure[] {
  const step = evidence.checkpoints.newest
  const again = startWithRate(evidence, 0.2)
  if (step === null) return [again]
  const learningRate = rounded(highestRate(evidence) * 0.2)
  const words = `Go on from step ${String(step)} with a learning rate of ${String(learningRate)}.`
  return [{ kind: 'branch', words, step, settings: { learningRate } }, again]
}
