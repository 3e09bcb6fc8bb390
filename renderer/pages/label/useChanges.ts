/** Hears that a dataset changed, gathered: a row of labels given at speed asks once, not after each. */
import { onScopeDispose } from 'vue'
import { useEvent } from '../../composables/useEvent.ts'

/** Between two answers, at least. */
const restMilliseconds = 150

export function useChanges(datasetId: () => number, changed: () => void): void {
  let rest: ReturnType<typeof setTimeout> | undefined

  useEvent('datasets.changed', (change) => {
    if (change.datasetId !== datasetId()) return
    rest ??= setTimeout(() => {
      rest = undefined
      changed()
    }, restMilliseconds)
  })
  onScopeDispose(() => {
    clearTimeout(rest)
  })
}
