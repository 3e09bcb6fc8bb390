/** Tells how an import gets on, often enough to watch and not more. */
import type { ImportProgress } from '../../preload/contract/index.ts'

const leastMilliseconds = 100

export class ProgressReporter {
  readonly #datasetId: number
  readonly #report: (progress: ImportProgress) => void
  #phase: ImportProgress['phase'] = 'listing'
  #message: string | undefined
  #done = 0
  #total = 0
  #problems = 0
  #readingSince = 0
  #reportedAt = -Infinity

  constructor(datasetId: number, report: (progress: ImportProgress) => void) {
    this.#datasetId = datasetId
    this.#report = report
    this.#tell()
  }

  found(): void {
    this.#total++
    this.#tellSometimes()
  }

  handled(readable: boolean): void {
    this.#done++
    if (!readable) this.#problems++
    this.#tellSometimes()
  }

  /** Enters a phase; `message` says why it failed. */
  enter(phase: ImportProgress['phase'], message?: string): ImportProgress {
    this.#phase = phase
    this.#message = message
    if (phase === 'reading') this.#readingSince = performance.now()
    return this.#tell()
  }

  #tellSometimes(): void {
    if (performance.now() - this.#reportedAt >= leastMilliseconds) this.#tell()
  }

  #tell(): ImportProgress {
    this.#reportedAt = performance.now()
    const seconds = this.#readingSince > 0 ? (this.#reportedAt - this.#readingSince) / 1000 : 0
    const imagesPerSecond = seconds > 0 ? this.#done / seconds : 0
    const reading = this.#phase === 'reading' && imagesPerSecond > 0
    const progress: ImportProgress = {
      datasetId: this.#datasetId,
      phase: this.#phase,
      done: this.#done,
      total: this.#total,
      problems: this.#problems,
      imagesPerSecond,
      secondsLeft: reading ? Math.max(0, this.#total - this.#done) / imagesPerSecond : null,
      ...(this.#message !== undefined && { message: this.#message }),
    }
    this.#report(progress)
    return progress
  }
}
