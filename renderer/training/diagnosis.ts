/** What the doctor found, and what would help, in the language chosen: made of the numbers of a diagnosis. */
import type { Cure, Diagnosis, TrainingRequest } from '../../preload/contract/index.ts'
import { count, loss, percent, rate, speed } from '../format.ts'
import { t } from '../locales/text.ts'
import { settingRows } from './words.ts'

const share = (value: number) => percent(value, 0)

/** How the numbers of the evidence are written; the others count something. */
const formats: Readonly<Record<string, (value: number) => string>> = {
  loss,
  guessing: loss,
  lowest: loss,
  end: loss,
  lowestValidationLoss: loss,
  validationLoss: loss,
  trainingLoss: loss,
  share,
  trueShare: share,
  waitingShare: share,
  trainingError: share,
  validationError: share,
  learningRate: rate,
  imagesPerSecond: speed,
  processorImagesPerSecond: speed,
}

/** What was found, in one or two sentences. */
export function findingText({ illness, evidence }: Pick<Diagnosis, 'illness' | 'evidence'>): string {
  const values = Object.fromEntries(
    Object.entries(evidence).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : (formats[key] ?? count)(value),
    ]),
  )
  switch (illness) {
    case 'rate-too-high': {
      const above = t(`doctor.above.${evidence.above === 'guessing' ? 'guessing' : 'lowest'}`, values)
      return t('doctor.findings.rate-too-high', { ...values, above })
    }
    case 'diverged': {
      const kept = t(evidence.checkpoint === undefined ? 'doctor.notKept' : 'doctor.kept', values)
      return `${t('doctor.findings.diverged', values)} ${kept}`
    }
    default:
      return t(`doctor.findings.${illness}`, values)
  }
}

/** What a cure does to a run with these settings, for a button. */
export function cureText(cure: Cure, settings: TrainingRequest): string {
  switch (cure.kind) {
    case 'rate':
      return t('doctor.cures.rate', { rate: rate(cure.learningRate) })
    case 'start':
      return t('doctor.cures.start', { changes: changesText(cure.settings, settings) })
    case 'branch':
      return t('doctor.cures.branch', { step: count(cure.step), changes: changesText(cure.settings, settings) })
    default:
      return cure satisfies never
  }
}

/** The settings that it decides: `Initial weights He, Learning rate 0.02` */
function changesText(changes: Extract<Cure, { kind: 'start' }>['settings'], settings: TrainingRequest): string {
  const decided = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
  const before = new Map(settingRows(settings).map(({ key, text }) => [key, text]))
  return settingRows({ ...settings, ...decided })
    .filter(({ key, text }) => key in decided || before.get(key) !== text)
    .map(({ label, text }) => t('doctor.change', { setting: label, value: text }))
    .join(t('doctor.and'))
}
