/**
 * Asks before something that the program refuses at first because it spoils a measurement, e.g. a change of test
 * pictures that a run was evaluated on. The refusal's own sentence is the question.
 */
import { shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import { ClientError } from '../../client/errors.ts'

export interface UseInsistReturn {
  /** The sentence to ask about; `null` while there is none. */
  readonly question: ShallowRef<string | null>
  /** Tries without insisting, and once more where the person says so; rejects where it is refused for good. */
  attempt<Answer>(make: (insist: boolean) => Promise<Answer>): Promise<Answer>
  answer(yes: boolean): void
}

export function useInsist(): UseInsistReturn {
  const question = shallowRef<string | null>(null)
  let decide: ((yes: boolean) => void) | null = null

  return {
    question,
    async attempt(make) {
      try {
        return await make(false)
      } catch (error) {
        if (!(error instanceof ClientError) || error.code !== 'conflict') throw error
        question.value = error.message
        const yes = await new Promise<boolean>((resolve) => (decide = resolve))
        if (!yes) throw error
        return await make(true)
      }
    },
    answer(yes) {
      question.value = null
      decide?.(yes)
      decide = null
    },
  }
}
