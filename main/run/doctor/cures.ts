/** Cures that several illnesses have in common. */
import type { Cure } from '../../../preload/contract/index.ts'
import type { Evidence } from './evidence.ts'
import { currentRate, highestRate, rounded } from './measures.ts'

type Settings = Extract<Cure, { kind: 'start' }>['settings']

/** Changes the rate of the run as it goes. */
export function changeRate(evidence: Evidence, factor: number): Cure {
  const learningRate = rounded(currentRate(evidence) * factor)
  return { kind: 'rate', words: `Go on with a learning rate of ${String(learningRate)}.`, learningRate }
}

/** Starts again with a multiple of the highest rate that this run reached. */
export function startWithRate(evidence: Evidence, factor: number): Cure {
  const learningRate = rounded(highestRate(evidence) * factor)
  return startWith(`a learning rate of ${String(learningRate)}`, { learningRate })
}

export function startWith(what: string, settings: Settings): Cure {
  return { kind: 'start', words: `Start again with ${what}.`, settings }
}
