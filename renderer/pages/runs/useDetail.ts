/** The steps of the part of a curve that is looked at closely, where the whole curve had to be thinned. */
import { onScopeDispose, shallowRef, watch } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import type { StepRecord } from '../../../preload/contract/index.ts'
import { call } from '../../client/client.ts'
import type { View } from '../../components/chart/curve.ts'

/** Milliseconds that a view rests before the program is asked. */
const rest = 150

/** Answers nothing for the whole curve, and for a part in which nothing was left out. */
export function useDetail(
  runId: number,
  view: Readonly<Ref<View | null>>,
  steps: Readonly<Ref<readonly StepRecord[]>>,
): ShallowRef<readonly StepRecord[]> {
  const detail = shallowRef<readonly StepRecord[]>([])
  let newest = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function ask(after: number, until: number): Promise<void> {
    const question = ++newest
    try {
      const answer = await call('runs.steps', { runId, after, until })
      if (question === newest) detail.value = answer
    } catch {
      // The thinned curve stays, which shows the same more coarsely.
      if (question === newest) detail.value = []
    }
  }

  watch(view, (now) => {
    newest++
    clearTimeout(timer)
    if (!now) {
      detail.value = []
      return
    }
    const [after, until] = [Math.max(0, Math.floor(now.start) - 1), Math.ceil(now.end)]
    const isThinned = steps.value.filter(({ step }) => step > after && step <= until).length < until - after
    if (isThinned) timer = setTimeout(() => void ask(after, until), rest)
  })
  onScopeDispose(() => {
    newest++
    clearTimeout(timer)
  })
  return detail
}
