/** The list of datasets with the imports that fill them, kept up to date. */
import type { DatasetSummary } from '../../../preload/contract/index.ts'
import { call } from '../../client/client.ts'
import { useEvent } from '../../composables/useEvent.ts'
import { useImports } from '../../composables/useImports.ts'
import type { Imports } from '../../composables/useImports.ts'
import { useResource } from '../../composables/useResource.ts'
import type { UseResourceReturn } from '../../composables/useResource.ts'
import { useToasts } from '../../composables/useToasts.ts'
import { counted } from '../../format.ts'
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
    ended({ phase, message, done, problems }) {
      if (phase === 'failed') toasts.fail(new Error(message ?? 'The import failed.'))
      else if (phase === 'done') toasts.done(`Imported ${counted(done - problems, 'picture')}.`)
    },
  })
  useEvent('datasets.changed', () => void datasets.reload())

  async function remove(dataset: DatasetSummary): Promise<void> {
    try {
      await call('datasets.remove', { datasetId: dataset.id })
      toasts.done(`Removed “${dataset.name}”. Its pictures are where they were.`)
    } catch (error) {
      toasts.fail(error)
    }
    await datasets.reload()
  }

  return { datasets, imports, remove }
}
