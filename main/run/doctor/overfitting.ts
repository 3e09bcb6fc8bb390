/** The network learns its pictures by heart: training gets better where validation gets worse. */
import type { Evidence, Finding } from './evidence.ts'

/** Epochs since the best validation loss, and how much worse it must be by now. */
const leastEpochs = 3
const leastRise = 1.1

export function overfitting({ epochs, settings }: Evidence): Finding | null {
  const measured = epochs.flatMap(({ epoch, train, validation }) => (validation ? [{ epoch, train, validation }] : []))
  const last = measured.at(-1)
  if (!last) return null
  const best = measured.reduce((one, other) => (other.validation.loss < one.validation.loss ? other : one))
  const gap = last.validation.top1Error - last.train.top1Error
  const worse = last.validation.loss > leastRise * best.validation.loss
  const learnt = last.train.loss < 0.9 * best.train.loss
  if (last.epoch - best.epoch < leastEpochs || !worse || !learnt || gap < 0.05) return null
  const { words, changes } = remedies(settings)
  return {
    illness: 'overfitting',
    words:
      `Since epoch ${String(best.epoch)} the validation loss has risen from ${best.validation.loss.toFixed(3)} to ` +
      `${last.validation.loss.toFixed(3)}, while that of training fell to ${last.train.loss.toFixed(3)}.`,
    evidence: { bestEpoch: best.epoch, bestLoss: best.validation.loss, loss: last.validation.loss, gap },
    cures: [{ kind: 'start', words: `Start again with ${words}; more pictures help most.`, settings: changes }],
  }
}

/** What the settings lack against learning by heart. */
function remedies({ augmentation, dropout, weightDecay }: Evidence['settings']) {
  const full = { crop: true, mirror: true, colour: augmentation.crop && augmentation.mirror }
  const more =
    full.crop !== augmentation.crop || full.mirror !== augmentation.mirror || full.colour !== augmentation.colour
  const words = [
    ...(more ? ['more augmentation'] : []),
    ...(dropout < 0.5 ? ['dropout 0.5'] : []),
    ...(weightDecay < 5e-4 ? ['weight decay 0.0005'] : []),
    'early stopping',
  ]
  const changes = {
    ...(more && { augmentation: full }),
    ...(dropout < 0.5 && { dropout: 0.5 }),
    ...(weightDecay < 5e-4 && { weightDecay: 5e-4 }),
    earlyStopping: 5,
  }
  return { words: words.join(', '), changes }
}
