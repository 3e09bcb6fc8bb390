/** Where a run's time goes: speed over the last steps, share of waiting for data, time left. Start-up is not counted. */

/** Milliseconds, never running backwards. */
export type Now = () => number

/** Milliseconds of training that the speed is averaged over. */
const window = 15_000

export class StepClock {
  readonly #now: Now
  /** Training time and pictures of the last steps, within the window. */
  readonly #recent: { milliseconds: number; waited: number; pictures: number }[] = []
  #recentMilliseconds = 0
  #recentWaited = 0
  #recentPictures = 0
  #epochBegan: number
  #betweenEpochs = 0
  #mark: number
  #waited = 0
  #trained = 0
  #trainedPictures = 0
  #stepWaited = 0

  constructor(now: Now) {
    this.#now = now
    this.#epochBegan = this.#mark = now()
  }

  /** Begins an epoch, and ends the one before. */
  beginEpoch(): void {
    this.#betweenEpochs = this.#trained > 0 ? this.epochSeconds - this.#trained / 1000 : 0
    this.#epochBegan = this.#mark = this.#now()
    this.#waited = this.#trained = this.#trainedPictures = 0
  }

  /** The batch that the loop waited for has come. */
  gotBatch(): void {
    this.#stepWaited = this.#lap()
  }

  /** The step with it is done. */
  didStep(pictures: number): void {
    const waited = this.#stepWaited
    const milliseconds = waited + this.#lap()
    this.#waited += waited
    this.#trained += milliseconds
    this.#trainedPictures += pictures
    this.#recent.push({ milliseconds, waited, pictures })
    this.#recentMilliseconds += milliseconds
    this.#recentWaited += waited
    this.#recentPictures += pictures
    while (this.#recent.length > 1 && this.#recentMilliseconds > window) {
      const oldest = this.#recent.shift()!
      this.#recentMilliseconds -= oldest.milliseconds
      this.#recentWaited -= oldest.waited
      this.#recentPictures -= oldest.pictures
    }
  }

  /** Over the last steps; 0 before the first. */
  get imagesPerSecond(): number {
    return perSecond(this.#recentPictures, this.#recentMilliseconds)
  }

  /** Share of the last steps' time that was spent waiting for batches. */
  get recentWaitingShare(): number {
    return this.#recentMilliseconds > 0 ? this.#recentWaited / this.#recentMilliseconds : 0
  }

  /** Of this epoch's training, without what came between the steps. */
  get epochImagesPerSecond(): number {
    return perSecond(this.#trainedPictures, this.#trained)
  }

  /** Share of this epoch's training that was spent waiting for batches. */
  get waitingShare(): number {
    return this.#trained > 0 ? this.#waited / this.#trained : 0
  }

  /** Of this epoch so far that were training, waiting for batches included. */
  get trainedSeconds(): number {
    return this.#trained / 1000
  }

  /** Since the epoch began, validation included. */
  get epochSeconds(): number {
    return (this.#now() - this.#epochBegan) / 1000
  }

  /** Of the last whole epoch, what was not training; 0 in the first. */
  get secondsBetweenEpochs(): number {
    return this.#betweenEpochs
  }

  #lap(): number {
    const now = this.#now()
    const milliseconds = now - this.#mark
    this.#mark = now
    return milliseconds
  }
}

function perSecond(pictures: number, milliseconds: number): number {
  return milliseconds > 0 ? (pictures * 1000) / milliseconds : 0
}
