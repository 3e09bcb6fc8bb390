/** The exports under way, by dataset, kept up to date by events; ended ones leave the list. */
import { shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import type { ExportProgress } from '../../../preload/contract/index.ts'
import { call } from '../../client/client.ts'
import { useConnection } from '../../composables/useConnection.ts'
import { useEvent } from '../../composables/useEvent.ts'
import { useToasts } from '../../composables/useToasts.ts'
import { plural, t } from '../../locales/text.ts'

export type Exports = ReadonlyMap<number, ExportProgress>

export function useExports(): ShallowRef<Exports> {
  const exports = shallowRef<Exports>(new Map())
  const toasts = useToasts()

  async function ask(): Promise<void> {
    const list = await call('exports.list', {})
    exports.value = new Map(list.map((progress) => [progress.datasetId, progress]))
  }

  function tell({ phase, folder, message, done, leftOut }: ExportProgress): void {
    if (phase === 'failed') toasts.fail(new Error(message ?? t('datasets.export.failed')))
    else if (phase === 'done' && leftOut > 0) toasts.done(plural('datasets.export.leftOut', leftOut, { folder }))
    else if (phase === 'done') toasts.done(plural('datasets.export.done', done, { folder }))
  }

  useEvent('exports.progress', (progress) => {
    const next = new Map(exports.value)
    if (progress.phase === 'writing') next.set(progress.datasetId, progress)
    else next.delete(progress.datasetId)
    exports.value = next
    tell(progress)
  })
  useConnection(() => void ask().catch(toasts.fail))
  ask().catch(toasts.fail)
  return exports
}
