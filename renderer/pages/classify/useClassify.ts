/** Dropped pictures and what the chosen run says of them, newest first. Each file succeeds or fails for itself. */
import { onScopeDispose, shallowRef, watch } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import type { FileReference } from '../../../preload/contract/index.ts'
import { call } from '../../client/client.ts'
import { sentenceOf } from '../../client/errors.ts'
import { t } from '../../locales/text.ts'
import { createEntry, release, type Entry, type Incoming, type Outcome } from './entries.ts'

/** Files of one call: few enough for the first to be answered soon. */
const callSize = 8
const shown = 5

export interface UseClassifyReturn {
  readonly entries: ShallowRef<readonly Entry[]>
  add(files: readonly Incoming[]): void
  clear(): void
}

/** Classifies again whatever is there when another run is chosen. */
export function useClassify(runId: Readonly<Ref<number | null>>): UseClassifyReturn {
  const entries = shallowRef<readonly Entry[]>([])
  let nextId = 1
  /** Answers of a run that is no longer chosen are dropped. */
  let generation = 0

  function settle(outcomes: ReadonlyMap<number, Outcome>): void {
    entries.value = entries.value.map((entry) => {
      const outcome = outcomes.get(entry.id)
      return outcome ? { ...entry, outcome } : entry
    })
  }

  async function classify(batch: readonly Entry[], run: number): Promise<Map<number, Outcome>> {
    const outcomes = new Map<number, Outcome>()
    const named: { entry: Entry; file: FileReference }[] = []
    const references = await Promise.allSettled(batch.map((entry) => entry.refer()))
    references.forEach((result, index) => {
      const entry = batch[index]!
      if (result.status === 'fulfilled') named.push({ entry, file: result.value })
      else outcomes.set(entry.id, failed(result.reason))
    })
    if (named.length === 0) return outcomes
    try {
      const answers = await call('models.classify', { runId: run, files: named.map(({ file }) => file), top: shown })
      named.forEach(({ entry }, index) => {
        const answer = answers[index]
        outcomes.set(
          entry.id,
          answer?.ok
            ? { state: 'named', predictions: answer.predictions, milliseconds: answer.milliseconds }
            : { state: 'failed', message: answer?.message ?? t('classify.noAnswer') },
        )
      })
    } catch (thrown) {
      for (const { entry } of named) outcomes.set(entry.id, failed(thrown))
    }
    return outcomes
  }

  async function work(pending: readonly Entry[], run: number): Promise<void> {
    const begun = generation
    for (let start = 0; start < pending.length && begun === generation; start += callSize) {
      const outcomes = await classify(pending.slice(start, start + callSize), run)
      if (begun === generation) settle(outcomes)
    }
  }

  watch(runId, (run) => {
    generation++
    entries.value = entries.value.map((entry) => ({ ...entry, outcome: { state: 'waiting' } }))
    if (run !== null) void work(entries.value, run)
  })
  onScopeDispose(() => {
    generation++
    entries.value.forEach(release)
  })

  return {
    entries,
    add(files) {
      const fresh = files.map((file) => createEntry(nextId++, file))
      entries.value = [...fresh, ...entries.value]
      if (runId.value !== null) void work(fresh, runId.value)
    },
    clear() {
      generation++
      entries.value.forEach(release)
      entries.value = []
    },
  }
}

function failed(thrown: unknown): Outcome {
  return { state: 'failed', message: sentenceOf(thrown) }
}
