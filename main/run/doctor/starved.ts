/** Training waits for pictures: reading, cutting and shifting them takes longer than the steps. */
import type { Cure } from '../../../preload/contract/index.ts'
import type { Evidence, Finding } from './evidence.ts'

const leastShare = 0.3
/** An epoch of few steps waits for its first pictures, whatever the speed. */
const leastSteps = 20

export function starved({ timedEpochs, stepsPerEpoch, settings }: Evidence): Finding | null {
  const last = timedEpochs.at(-1)
  if (!last || stepsPerEpoch < leastSteps || last.waitingShare < leastShare) return null
  const { waitingShare, imagesPerSecond, epoch } = last
  return {
    illness: 'starved',
    words:
      `${String(Math.round(waitingShare * 100))} % of epoch ${String(epoch)} was spent waiting for pictures, at ` +
      `${String(Math.round(imagesPerSecond))} a second.`,
    evidence: { waitingShare, imagesPerSecond, epoch },
    cures: cures(settings),
  }
}

function cures({ augmentation }: Evidence['settings']): Cure[] {
  if (!augmentation.colour) return []
  const words = 'Start again without the colour shift, which costs most of the preparation.'
  return [{ kind: 'start', words, settings: { augmentation: { ...augmentation, colour: false } } }]
}
