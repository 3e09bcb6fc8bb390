/** Training waits for pictures: they are read and prepared more slowly than the device learns from them. */
import { startWith } from './cures.ts'
import type { Evidence, Finding } from './evidence.ts'
import { percent } from './measures.ts'

/** Share of the time, and seconds in all, from which on waiting matters. */
const [share, seconds] = [0.3, 4]

export function starved({ pace, settings }: Evidence): Finding | null {
  if (!pace) return null
  const { waitingShare, imagesPerSecond, waited } = pace
  if (waitingShare < share || waited < seconds) return null
  return {
    illness: 'starved',
    words:
      `${percent(waitingShare)} of the training time goes into waiting for pictures: they arrive at ` +
      `${String(Math.round(imagesPerSecond))} a second, and the device could take more. A workspace on a faster disk ` +
      'or fewer other programs help.',
    evidence: { waitingShare, waited, imagesPerSecond },
    cures: settings.augmentation.colour
      ? [startWith('no shift of colours', { augmentation: { ...settings.augmentation, colour: false } })]
      : [],
  }
}
