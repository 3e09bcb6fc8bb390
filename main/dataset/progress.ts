/** Tells how an import gets on, often enough to watch and not more. */
import type { ImportProgress } from '../../preload/contract/index.ts'
import type { Handled } from './batch.ts'

const leastMilliseconds = 100

export class ProgressReporter {
  readonly #datasetId: number
  readonly #report: (progress: ImportProgress) => void
  #phase: ImportProgress['phase'] = 'listing'
  #message: string | undefined
  #done = 0
  #total = 0
  readonly #counts: Record<Handled, number> = { added: 0, changed: 0, unchanged: 0, problem: 0 }
  #gone = 0
  #readingSince = 0
  #reportedAt = -Infinity

  constructor(datasetId: number, report: (progress: ImportProgress) => void) {
    this.#datasetId = datasetId
    this.#report = report
    this.#tell()
  }

  found(files: number): void {
    this.#total += files
    this.#tellSometimes()
  }

  handled(how: Handled): void {
    this.#done++
    this.#counts[how]++
    this.#tellSometimes()
  }

  /** Pictures that were not met again. */
  missed(pictures: number): void {
    this.#gone += pictures
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
      added: this.#counts.added,
      changed: this.#counts.changed,
      unchanged: this.#counts.unchanged,
      problems: this.#counts.problem,
      gone: this.#gone,
      imagesPerSecond,
      secondsLeft: reading ? Math.max(0, this.#total - this.#done) / imagesPerSecond : null,
      ...(this.#message !== undefined && { message: this.#message }),
    }
    this.#report(progress)
    return progress
  }
}
