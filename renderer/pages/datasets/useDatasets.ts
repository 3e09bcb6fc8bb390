/** The list of datasets with the imports that fill them, kept up to date. */
import type { DatasetSummary } from '../../../preload/contract/index.ts'
import { call } from '../../client/client.ts'
import { useEvent } from '../../composables/useEvent.ts'
import { useImports } from '../../composables/useImports.ts'
import type { Imports } from '../../composables/useImports.ts'
import { useResource } from '../../composables/useResource.ts'
import type { UseResourceReturn } from '../../composables/useResource.ts'
import { useToasts } from '../../composables/useToasts.ts'
import { count } from '../../format.ts'
import { plural, t } from '../../locales/text.ts'
import type { ShallowRef } from 'vue'

export interface UseDatasetsReturn {
  readonly datasets: UseResourceReturn<DatasetSummary[]>
  readonly imports: ShallowRef<Imports>
  remove(dataset: DatasetSummary): Promise<void>
}

export function useDatasets(): UseDatasetsReturn {
  const toasts = useToasts()
  const datasets = useResource(() => call('datasets.list', {}))

  const imports = useImports({
    changed: () => void datasets.reload(),
    ended({ phase, message, added, changed, unchanged, gone, problems }) {
      if (phase === 'failed') toasts.fail(new Error(message ?? t('datasets.importFailed')))
      else if (phase === 'done' && unchanged + changed + gone > 0) {
        toasts.done(t('datasets.importedAgain', { added: count(added), changed: count(changed), gone: count(gone) }))
      } else if (phase === 'done') {
        const imported = plural('datasets.imported', added)
        toasts.done(problems === 0 ? imported : [imported, plural('datasets.leftOut', problems)].join(' '))
      }
    },
  })
  useEvent('datasets.changed', () => void datasets.reload())

  async function remove(dataset: DatasetSummary): Promise<void> {
    try {
      await call('datasets.remove', { datasetId: dataset.id })
      toasts.done(t('datasets.removed', { name: dataset.name }))
    } catch (error) {
      toasts.fail(error)
    }
    await datasets.reload()
  }

  return { datasets, imports, remove }
}
