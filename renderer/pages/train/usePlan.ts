/** What a run would be, asked anew soon after the settings came to rest: the plan at once, real steps on demand. */
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import type { RunPlan, RunPreview, TrainingRequest } from '../../../preload/contract/index.ts'
import { call } from '../../client/client.ts'
import { sentenceOf } from '../../client/errors.ts'

export interface UsePlanReturn {
  readonly plan: ShallowRef<RunPlan | null>
  /** Why these settings make no run. */
  readonly error: ShallowRef<string | null>
  /** What real steps showed, for the settings as they are; `null` after any change. */
  readonly preview: ShallowRef<RunPreview | null>
  readonly previewError: ShallowRef<string | null>
  readonly isMeasuring: ShallowRef<boolean>
  readonly canMeasure: ComputedRef<boolean>
  measure(): Promise<void>
}

export interface PlanQuestion {
  readonly datasetId: number
  readonly settings: TrainingRequest
}

/** Milliseconds without a change before the program is asked. */
const rest = 200

/** `question` is `null` while there is nothing to plan: no dataset, or settings that are not allowed. */
export function usePlan(question: Readonly<Ref<PlanQuestion | null>>): UsePlanReturn {
  const plan = shallowRef<RunPlan | null>(null)
  const error = shallowRef<string | null>(null)
  const preview = shallowRef<RunPreview | null>(null)
  const previewError = shallowRef<string | null>(null)
  const isMeasuring = shallowRef(false)
  let newest = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function ask(asked: PlanQuestion, number: number): Promise<void> {
    try {
      const answer = await call('runs.plan', asked)
      if (number !== newest) return
      plan.value = answer
      error.value = null
    } catch (thrown) {
      if (number === newest) error.value = sentenceOf(thrown)
    }
  }

  watch(
    question,
    (asked) => {
      const number = ++newest
      preview.value = null
      previewError.value = null
      isMeasuring.value = false
      clearTimeout(timer)
      if (asked) timer = setTimeout(() => void ask(asked, number), rest)
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    newest++
    clearTimeout(timer)
  })

  async function measure(): Promise<void> {
    const asked = question.value
    if (!asked) return
    const number = newest
    isMeasuring.value = true
    previewError.value = null
    try {
      const answer = await call('runs.preview', asked)
      if (number === newest) preview.value = answer
    } catch (thrown) {
      if (number === newest) previewError.value = sentenceOf(thrown)
    } finally {
      if (number === newest) isMeasuring.value = false
    }
  }

  return {
    plan,
    error,
    preview,
    previewError,
    isMeasuring,
    canMeasure: computed(() => question.value !== null && error.value === null && !isMeasuring.value),
    measure,
  }
}
