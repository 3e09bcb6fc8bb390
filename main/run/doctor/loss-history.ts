/**
 * The losses of a run of any length in bounded memory: means over spans of steps, which become twice as long whenever
 * there are too many of them. It judges nothing.
 */
import type { StepRecord } from '../../../preload/contract/index.ts'

/** Steps that follow one another. */
export interface LossSpan {
  /** The last of them, counted from 1. */
  readonly step: number
  readonly steps: number
  /** Mean of their losses, in nats. */
  readonly loss: number
  /** Of the last of them. */
  readonly learningRate: number
}

const mostSpans = 512

export class LossHistory {
  readonly #spans: LossSpan[] = []
  #steps = 1

  get spans(): readonly LossSpan[] {
    return this.#spans
  }

  /** Steps that a resumed run repeats are not counted again. */
  add({ step, loss, learningRate }: StepRecord): void {
    const last = this.#spans.at(-1)
    if (last && step <= last.step) return
    const one = { step, steps: 1, loss, learningRate }
    if (last && last.steps < this.#steps) this.#spans[this.#spans.length - 1] = join(last, one)
    else this.#spans.push(one)
    if (this.#spans.length > mostSpans) this.#halve()
  }

  #halve(): void {
    this.#steps *= 2
    const pairs = Array.from({ length: Math.ceil(this.#spans.length / 2) }, (_, index) => {
      const [first, second] = this.#spans.slice(2 * index, 2 * index + 2)
      return second ? join(first!, second) : first!
    })
    this.#spans.splice(0, this.#spans.length, ...pairs)
  }
}

function join(first: LossSpan, second: LossSpan): LossSpan {
  const steps = first.steps + second.steps
  const loss = (first.loss * first.steps + second.loss * second.steps) / steps
  return { step: second.step, steps, loss, learningRate: second.learningRate }
}

/** Mean loss of the spans that lie within a share of the run so far, e.g. `meanLoss(spans, 0.9, 1)`: of the last tenth. */
export function meanLoss(spans: readonly LossSpan[], from: number, to: number): number {
  const begin = Math.min(Math.floor(from * spans.length), spans.length - 1)
  const part = spans.slice(begin, Math.max(begin + 1, Math.ceil(to * spans.length)))
  const steps = part.reduce((sum, span) => sum + span.steps, 0)
  return part.reduce((sum, span) => sum + span.loss * span.steps, 0) / steps
}
