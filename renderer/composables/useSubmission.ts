/** What is done once a person confirms it: whether that is under way, and the sentence why it could not be done. */
import { shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import { ClientError, sentenceOf } from '../client/errors.ts'

export interface UseSubmissionReturn {
  readonly busy: ShallowRef<boolean>
  readonly error: ShallowRef<string | null>
  /** Whether it was refused for something that a person may overrule, such as duplicates in different splits. */
  readonly canInsist: ShallowRef<boolean>
  /** Forgets why it could not be done: what was asked for is another. */
  reset(): void
  /** @param insists whether it overrules a refusal already, which it can only once */
  submit(work: () => Promise<void>, insists?: boolean): Promise<void>
}

export function useSubmission(): UseSubmissionReturn {
  const busy = shallowRef(false)
  const error = shallowRef<string | null>(null)
  const canInsist = shallowRef(false)

  function reset(): void {
    error.value = null
    canInsist.value = false
  }

  async function submit(work: () => Promise<void>, insists = false): Promise<void> {
    busy.value = true
    reset()
    try {
      await work()
    } catch (thrown) {
      error.value = sentenceOf(thrown)
      canInsist.value = !insists && thrown instanceof ClientError && thrown.code === 'conflict'
    } finally {
      busy.value = false
    }
  }

  return { busy, error, canInsist, reset, submit }
}
