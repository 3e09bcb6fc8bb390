/** Tells how an export gets on, often enough to watch and not more. */
import type { ExportProgress, Problem } from '../../../preload/contract/index.ts'

const leastMilliseconds = 100

/** Problems that a progress lists. */
const listed = 100

type Constant = Pick<ExportProgress, 'datasetId' | 'folder' | 'format' | 'total'>

export class ExportReporter {
  readonly #constant: Constant
  readonly #report: (progress: ExportProgress) => void
  readonly #problems: ExportProgress['problems'] = []
  readonly #since = performance.now()
  #leftOut = 0
  #phase: ExportProgress['phase'] = 'writing'
  #reportedAt = -Infinity
  done = 0

  constructor(constant: Constant, report: (progress: ExportProgress) => void) {
    this.#constant = constant
    this.#report = report
    this.#tell()
  }

  handled(): void {
    this.done++
    if (performance.now() - this.#reportedAt >= leastMilliseconds) this.#tell()
  }

  leftOut(problem: Pick<Problem, 'path' | 'reason'>): void {
    this.#leftOut++
    if (this.#problems.length < listed) this.#problems.push(problem)
  }

  enter(phase: ExportProgress['phase'], message?: string): ExportProgress {
    this.#phase = phase
    return this.#tell(message)
  }

  #tell(message?: string): ExportProgress {
    this.#reportedAt = performance.now()
    const rate = (this.done / Math.max(1, this.#reportedAt - this.#since)) * 1000
    const progress: ExportProgress = {
      ...this.#constant,
      phase: this.#phase,
      done: this.done,
      problems: [...this.#problems],
      leftOut: this.#leftOut,
      imagesPerSecond: rate,
      secondsLeft: this.#phase === 'writing' && rate > 0 ? (this.#constant.total - this.done) / rate : null,
      ...(message !== undefined && { message }),
    }
    this.#report(progress)
    return progress
  }
}
