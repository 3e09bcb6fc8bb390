/** Training goes on getting better where validation gets worse: the network learns its pictures by heart. */
import type { Cure, EpochRecord } from '../../../preload/contract/index.ts'
import { startWith } from './cures.ts'
import type { Evidence, Finding } from './evidence.ts'
import { nats, percent } from './measures.ts'

/** Epochs after the best one before which worse ones may be chance. */
const patience = 3
/** How much worse than its best the validation loss is, how much better the training loss since, and the gap in errors. */
const [worse, better, gap] = [0.1, 0.1, 0.1]

export function overfitting(evidence: Evidence): Finding | null {
  const epochs = evidence.epochs.filter((record) => record.validation !== null)
  const last = epochs.slice(-2)
  const best = epochs.toSorted((a, b) => a.validation!.loss - b.validation!.loss)[0]
  if (!best || last.length < 2 || epochs.at(-1)!.epoch - best.epoch < patience) return null
  const [validation, training] = [mean(last, 'validation'), mean(last, 'train')]
  if (validation.loss < best.validation!.loss * (1 + worse) || training.loss > best.train.loss * (1 - better))
    return null
  if (validation.error - training.error < gap) return null
  return {
    illness: 'overfitting',
    words:
      `Since epoch ${String(best.epoch)} the validation loss has risen from ${nats(best.validation!.loss)} to ` +
      `${nats(validation.loss)} while the training loss fell to ${nats(training.loss)}: ${percent(training.error)} ` +
      `errors in training, ${percent(validation.error)} in validation. The network learns its pictures by heart; more ` +
      'pictures would help most.',
    evidence: {
      bestEpoch: best.epoch,
      lowestValidationLoss: best.validation!.loss,
      validationLoss: validation.loss,
      trainingLoss: training.loss,
      validationError: validation.error,
      trainingError: training.error,
    },
    cures: curesOf(evidence),
  }
}

function mean(records: readonly EpochRecord[], split: 'train' | 'validation') {
  const of = (number: 'loss' | 'top1Error') =>
    records.reduce((sum, record) => sum + record[split]![number], 0) / records.length
  return { loss: of('loss'), error: of('top1Error') }
}

/** What the run does without, each as a run of its own. */
function curesOf({ settings }: Evidence): readonly Cure[] {
  const { augmentation, dropout, weightDecay, earlyStopping } = settings
  const cures: Cure[] = []
  if (!augmentation.crop || !augmentation.mirror) {
    cures.push(startWith('random crops and mirroring', { augmentation: { ...augmentation, crop: true, mirror: true } }))
  } else if (!augmentation.colour) {
    cures.push(startWith('shifted colours', { augmentation: { ...augmentation, colour: true } }))
  }
  if (dropout < 0.5) cures.push(startWith('a dropout of 0.5', { dropout: 0.5 }))
  if (weightDecay < 5e-4) cures.push(startWith('a weight decay of 0.0005', { weightDecay: 5e-4 }))
  if (earlyStopping === null) cures.push(startWith('early stopping after 5 epochs', { earlyStopping: 5 }))
  return cures
}
