/** What a dialog does once it is confirmed: whether that is under way, and the sentence why it could not be done. */
import { shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import { sentenceOf } from '../client/errors.ts'

export interface UseSubmissionReturn {
  readonly busy: ShallowRef<boolean>
  readonly error: ShallowRef<string | null>
  submit(work: () => Promise<void>): Promise<void>
}

export function useSubmission(): UseSubmissionReturn {
  const busy = shallowRef(false)
  const error = shallowRef<string | null>(null)

  async function submit(work: () => Promise<void>): Promise<void> {
    busy.value = true
    error.value = null
    try {
      await work()
    } catch (thrown) {
      error.value = sentenceOf(thrown)
    } finally {
      busy.value = false
    }
  }

  return { busy, error, submit }
}
