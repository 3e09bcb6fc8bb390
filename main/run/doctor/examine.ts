/**
 * Asks each illness whether the evidence shows it, and follows up what was found before. Pure: it remembers, measures
 * and changes nothing.
 */
import type { Diagnosis, EpochRecord, StepRecord, TrainingRequest } from '../../../preload/contract/index.ts'
import type { Observation } from '../../train/train.ts'
import { deadUnits } from './dead-units.ts'
import type { Divergence } from './diverged.ts'
import { diverged } from './diverged.ts'
import type { Evidence, Examination, Finding } from './evidence.ts'
import { guessLoss } from './evidence.ts'
import { LossWindows } from './loss-windows.ts'
import { oneClass } from './one-class.ts'
import { overfitting } from './overfitting.ts'
import { rateTooHigh } from './rate-too-high.ts'
import { rateTooLow } from './rate-too-low.ts'
import { slowDevice } from './slow-device.ts'
import { starved } from './starved.ts'
import { stuck } from './stuck.ts'

const examinations: readonly Examination[] = [
  stuck,
  deadUnits,
  oneClass,
  rateTooHigh,
  rateTooLow,
  overfitting,
  slowDevice,
  starved,
]

/** Steps between two looks within an epoch. */
const interval = 20

export interface DoctorOptions {
  readonly settings: TrainingRequest
  readonly stepsPerEpoch: number
  readonly warmupSteps: number
  /** Class of each training picture. */
  readonly labels: Int32Array
  readonly classes: number
  readonly speeds: Readonly<Record<string, number>>
  /** Steps done before, the epochs then recorded, and what was found in them. */
  readonly step: number
  readonly epochs: readonly EpochRecord[]
  readonly diagnoses: readonly Diagnosis[]
}

export class Doctor {
  readonly #options: DoctorOptions
  readonly #classShares: readonly number[]
  readonly #guessLoss: number
  readonly #windows = new LossWindows()
  readonly #epochs: EpochRecord[]
  readonly #diagnoses: Map<string, Diagnosis>
  /** Epochs that began in this process, the first of them left out: its threads had to start. */
  readonly #timedEpochs: EpochRecord[] = []
  #step: number
  #looked: number
  #learningRate = 0
  #newEpoch = false
  #observation: Observation = { answers: [], activity: null }

  constructor(options: DoctorOptions) {
    this.#options = options
    const { labels, classes, epochs, diagnoses, step, settings } = options
    this.#classShares = sharesOf(labels, classes)
    this.#guessLoss = settings.classWeights === 'balanced' ? Math.log(classes) : guessLoss(this.#classShares)
    this.#epochs = epochs.filter((record) => record.step <= step)
    this.#diagnoses = new Map(diagnoses.map((diagnosis) => [diagnosis.illness, diagnosis]))
    this.#step = this.#looked = step
  }

  step({ step, loss, learningRate }: StepRecord): void {
    this.#step = step
    this.#learningRate = learningRate
    if (step > this.#options.warmupSteps) this.#windows.add(step, loss)
  }

  epoch(record: EpochRecord, observation: Observation): void {
    const { step, stepsPerEpoch } = this.#options
    this.#epochs.push(record)
    if (record.step - stepsPerEpoch > step) this.#timedEpochs.push(record)
    this.#observation = observation
    this.#newEpoch = true
  }

  /** All that was found in this run so far; `null` where there is nothing new to look at. */
  look(): readonly Diagnosis[] | null {
    if (!this.#newEpoch && this.#step - this.#looked < interval) return null
    this.#newEpoch = false
    this.#looked = this.#step
    const evidence = this.#evidence()
    const findings = examinations.flatMap((examine) => examine(evidence) ?? [])
    for (const [illness, diagnosis] of this.#diagnoses) this.#diagnoses.set(illness, { ...diagnosis, current: false })
    for (const finding of findings) this.#note(finding)
    return [...this.#diagnoses.values()]
  }

  /** The last word on a run whose loss became no number. */
  diverged(divergence: Divergence): readonly Diagnosis[] {
    this.#note(diverged(divergence))
    return [...this.#diagnoses.values()]
  }

  #note(finding: Finding): void {
    const step = this.#diagnoses.get(finding.illness)?.step ?? this.#step
    this.#diagnoses.set(finding.illness, { ...finding, step, lastStep: this.#step, current: true })
  }

  #evidence(): Evidence {
    const { settings, stepsPerEpoch, warmupSteps, speeds } = this.#options
    return {
      settings,
      stepsPerEpoch,
      steps: settings.epochs * stepsPerEpoch,
      warmupSteps,
      step: this.#step,
      learningRate: this.#learningRate,
      classShares: this.#classShares,
      guessLoss: this.#guessLoss,
      windows: this.#windows.all,
      epochs: this.#epochs,
      timedEpochs: this.#timedEpochs,
      ...this.#observation,
      speeds,
    }
  }
}

function sharesOf(labels: Int32Array, classes: number): readonly number[] {
  const counts = new Array<number>(classes).fill(0)
  for (const label of labels) counts[label]!++
  return counts.map((count) => count / labels.length)
}
