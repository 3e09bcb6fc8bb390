/** Losses of a run of any length in few numbers: means of equal windows, which grow as the run does. */

export interface LossWindow {
  /** The last step of the window. */
  readonly step: number
  readonly steps: number
  readonly mean: number
}

/** Steps of the first windows, and windows above which two become one. */
const shortest = 20
const most = 200

export class LossWindows {
  #size = shortest
  #windows: LossWindow[] = []
  #sum = 0
  #steps = 0

  /** Adds the loss of a step; one that comes again after a resume is not counted twice. */
  add(step: number, loss: number): void {
    if (step <= (this.#windows.at(-1)?.step ?? 0)) return
    this.#sum += loss
    this.#steps++
    if (this.#steps < this.#size) return
    this.#windows.push({ step, steps: this.#steps, mean: this.#sum / this.#steps })
    this.#sum = this.#steps = 0
    if (this.#windows.length > most) this.#halve()
  }

  /** Whole windows, oldest first. */
  get all(): readonly LossWindow[] {
    return this.#windows
  }

  #halve(): void {
    const pairs: LossWindow[] = []
    for (let index = 0; index + 1 < this.#windows.length; index += 2) {
      const [one, other] = [this.#windows[index]!, this.#windows[index + 1]!]
      const steps = one.steps + other.steps
      const mean = (one.mean * one.steps + other.mean * other.steps) / steps
      pairs.push({ step: other.step, steps, mean })
    }
    this.#windows = pairs
    this.#size *= 2
  }
}
