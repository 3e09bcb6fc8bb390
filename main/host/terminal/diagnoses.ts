/** What the doctor finds in a run, as text: what it is, since when, and what would help. */
import type { Diagnosis, Illness } from '../../../preload/contract/index.ts'

export function describeDiagnosis({ step, words, cures }: Diagnosis): string {
  return [`The doctor, since step ${String(step)}: ${words}`, ...cures.map((cure) => `  – ${cure.words}`)].join('\n')
}

/** Tells each illness of a run once. */
export class Findings {
  readonly #told = new Set<Illness>()

  /** Those that are so now and were not told before, as text; `undefined` where there is nothing new. */
  news(diagnoses: readonly Diagnosis[]): string | undefined {
    const fresh = diagnoses.filter(({ illness, current }) => current && !this.#told.has(illness))
    for (const { illness } of fresh) this.#told.add(illness)
    return fresh.length > 0 ? fresh.map(describeDiagnosis).join('\n') : undefined
  }
}
