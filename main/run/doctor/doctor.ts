/**
 * Follows a run as it goes: gathers the evidence in bounded memory, looks at it now and then, and tells what ails the
 * run. What makes an illness is in the file of that illness.
 */
import type { Diagnosis, EpochRecord, StepRecord, TrainingRequest } from '../../../preload/contract/index.ts'
import type { Activity, Evidence, Pace } from './evidence.ts'
import { diagnose } from './examine.ts'
import { LossHistory } from './loss-history.ts'

export interface DoctorOptions {
  readonly settings: TrainingRequest
  readonly stepsPerEpoch: number
  readonly classNames: readonly string[]
  /** Class of each training picture, a position in `classNames`. */
  readonly labels: Int32Array
  /** Pictures that the activity of an observation is measured over. */
  readonly probes: number
  /** Of `alexnet-mini` in pictures a second, by device, where devices were compared. */
  readonly speeds: Readonly<Record<string, number>>
  /** The checkpoints that there are now. */
  readonly checkpoints: () => Evidence['checkpoints']
  /** Of a run that goes on: what was measured, as many steps as one likes, and what was found. */
  readonly steps: readonly StepRecord[]
  readonly epochs: readonly EpochRecord[]
  readonly diagnoses: readonly Diagnosis[]
}

/** What was seen of the network itself at an epoch's end. */
export interface Observation {
  /** How often each class was the first answer; the last classes may be missing. */
  readonly answers: readonly number[]
  /** Share of positive outputs of each unit by layer. */
  readonly activity: Activity['layers'] | null
}

/** How fast an epoch goes, so far. */
export interface StepPace {
  readonly imagesPerSecond: number
  readonly waitingShare: number
  /** Training time of this epoch. */
  readonly trainedSeconds: number
}

/** Training time of an epoch before which its pace means nothing, because it waits for its first pictures. */
const steadySeconds = 20

/** Steps between two looks: a hundredth of the run, within these bounds. */
const [mostOften, leastOften] = [20, 500]

export class Doctor {
  readonly #options: DoctorOptions
  readonly #pictures: readonly number[]
  readonly #losses = new LossHistory()
  readonly #epochs: EpochRecord[]
  #settings: TrainingRequest
  #observation: Observation | null = null
  #pace: Pace | null = null
  /** Seconds of waiting for pictures: in earlier epochs, and in the one under way. */
  #waited = 0
  #epochWaited = 0
  #diverged: Evidence['diverged'] = null
  #diagnoses: readonly Diagnosis[]
  #stepsSinceLook = 0

  constructor(options: DoctorOptions) {
    this.#options = options
    this.#settings = options.settings
    this.#epochs = [...options.epochs]
    this.#diagnoses = options.diagnoses
    for (const record of options.steps) this.#losses.add(record)
    const pictures = options.classNames.map(() => 0)
    for (const label of options.labels) pictures[label]!++
    this.#pictures = pictures
  }

  step(record: StepRecord, pace: StepPace): void {
    this.#losses.add(record)
    this.#stepsSinceLook++
    this.#epochWaited = pace.waitingShare * pace.trainedSeconds
    if (pace.trainedSeconds >= steadySeconds) this.#setPace(pace)
  }

  /** An epoch has ended: a look is due. */
  epoch(record: EpochRecord, observation: Observation): void {
    this.#epochs.push(record)
    this.#observation = observation
    this.#setPace(record)
    this.#waited += this.#epochWaited
    this.#epochWaited = 0
    this.#stepsSinceLook = Infinity
  }

  /** The run is to have this many epochs in all. */
  setEpochs(epochs: number): void {
    this.#settings = { ...this.#settings, epochs }
  }

  /** All that ailed the run so far, where a look is due and there is something to tell; otherwise `null`. */
  look(): readonly Diagnosis[] | null {
    const hundredth = (this.#settings.epochs * this.#options.stepsPerEpoch) / 100
    if (this.#stepsSinceLook < Math.max(mostOften, Math.min(leastOften, hundredth))) return null
    this.#stepsSinceLook = 0
    this.#diagnoses = diagnose(this.#evidence(), this.#diagnoses)
    return this.#diagnoses.length > 0 ? this.#diagnoses : null
  }

  /** The last word on a run: the loss of this step is no finite number. */
  diverged(diverged: NonNullable<Evidence['diverged']>): readonly Diagnosis[] {
    this.#diverged = diverged
    return (this.#diagnoses = diagnose(this.#evidence(), this.#diagnoses))
  }

  #setPace({ imagesPerSecond, waitingShare }: Pick<Pace, 'imagesPerSecond' | 'waitingShare'>): void {
    this.#pace = { imagesPerSecond, waitingShare, waited: this.#waited + this.#epochWaited }
  }

  #evidence(): Evidence {
    const { classNames, stepsPerEpoch, probes, speeds, checkpoints } = this.#options
    const { answers, activity } = this.#observation ?? {}
    const [device, processor] = [speeds[this.#settings.device], speeds.cpu]
    return {
      settings: this.#settings,
      classNames,
      pictures: this.#pictures,
      stepsPerEpoch,
      losses: this.#losses.spans,
      epochs: this.#epochs,
      activity: activity ? { pictures: probes, layers: activity } : null,
      answers: answers ? classNames.map((_, index) => answers[index] ?? 0) : null,
      pace: this.#pace,
      speeds: device !== undefined && processor !== undefined ? { device, processor } : null,
      checkpoints: checkpoints(),
      diverged: this.#diverged,
    }
  }
}
