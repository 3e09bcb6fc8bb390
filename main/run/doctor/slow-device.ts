/** The processor would train faster than the device that does: a driver that emulates, or a card that is too small. */
import type { Cure } from '../../../preload/contract/index.ts'
import { startWith } from './cures.ts'
import type { Evidence, Finding } from './evidence.ts'

/** The device's speed, as a multiple of the processor's, up to which it counts as slower. */
const slower = 0.9

export function slowDevice(evidence: Evidence): Finding | null {
  const { settings, speeds } = evidence
  if (settings.device === 'cpu' || !speeds || speeds.device > slower * speeds.processor) return null
  const { device, processor } = speeds
  return {
    illness: 'slow-device',
    words:
      `The device “${settings.device}” trains ${pictures(device)} pictures a second of AlexNet Mini, where this ` +
      `machine’s processor manages ${pictures(processor)}.`,
    evidence: { device: settings.device, imagesPerSecond: device, processorImagesPerSecond: processor },
    cures: curesOf(evidence),
  }
}

function curesOf({ checkpoints: { newest } }: Evidence): readonly Cure[] {
  const again = startWith('the processor', { device: 'cpu' })
  if (newest === null) return [again]
  const words = `Go on from step ${String(newest)} on the processor.`
  return [{ kind: 'branch', words, step: newest, settings: { device: 'cpu' } }, again]
}

function pictures(rate: number): string {
  return String(Number(rate.toPrecision(2)))
}
