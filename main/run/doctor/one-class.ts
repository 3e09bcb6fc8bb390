/** Nearly all answers are one class, although the pictures are not: the network has learnt a bias and nothing else. */
import type { Cure } from '../../../preload/contract/index.ts'
import { startWith, startWithRate } from './cures.ts'
import type { Evidence, Finding } from './evidence.ts'
import { percent, stepsDone, trialSteps } from './measures.ts'
import { stuck } from './stuck.ts'

/** Share of the answers that counts as nearly all. */
const nearlyAll = 0.95
/** Share of the pictures, in proportion to that of the answers, up to which a class is over-represented. */
const deserved = 0.9
/** A class this many times as frequent as it would be among equals is what the answers follow. */
const uneven = 1.5

export function oneClass(evidence: Evidence): Finding | null {
  const { answers, pictures, classNames, epochs } = evidence
  if (!answers || stepsDone(evidence) < trialSteps(evidence)) return null
  const most = answers.indexOf(Math.max(...answers))
  const [share, trueShare] = [shareOf(answers, most), shareOf(pictures, most)]
  if (share < nearlyAll || trueShare > deserved * share) return null
  const isUneven = trueShare * classNames.length > uneven
  // Among equals it is what being stuck looks like, which has been said then.
  if (!isUneven && stuck(evidence)) return null
  const [name, epoch] = [classNames[most]!, epochs.at(-1)?.epoch ?? 1]
  return {
    illness: 'one-class',
    words:
      `After epoch ${String(epoch)}, ${percent(share)} of all answers are “${name}”, but only ${percent(trueShare)} ` +
      'of the pictures are.',
    evidence: { epoch, class: name, share, trueShare },
    cures: curesOf(evidence, isUneven),
  }
}

function curesOf(evidence: Evidence, isUneven: boolean): readonly Cure[] {
  const { classWeights, initialiser } = evidence.settings
  if (!isUneven) return [startWithRate(evidence, 1 / 3)]
  const cures: Cure[] = []
  if (classWeights === 'none') {
    cures.push(
      startWith('class weights, so that rare classes count as much as frequent ones', { classWeights: 'balanced' }),
    )
  }
  if (initialiser !== 'he') cures.push(startWith('He’s initialiser', { initialiser: 'he' }))
  return cures
}

function shareOf(counts: readonly number[], index: number): number {
  return counts[index]! / counts.reduce((sum, count) => sum + count, 0)
}
