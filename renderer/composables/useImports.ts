/** The imports under way, by dataset, kept up to date by events; ended ones leave the list. */
import { shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import type { ImportProgress } from '../../preload/contract/index.ts'
import { call } from '../client/client.ts'
import { useConnection } from './useConnection.ts'
import { useEvent } from './useEvent.ts'
import { useToasts } from './useToasts.ts'

export type Imports = ReadonlyMap<number, ImportProgress>

export function isUnderWay(progress: ImportProgress): boolean {
  return progress.phase === 'listing' || progress.phase === 'reading'
}

export function useImports(ended: (progress: ImportProgress) => void): ShallowRef<Imports> {
  const imports = shallowRef<Imports>(new Map())
  const toasts = useToasts()

  async function ask(): Promise<void> {
    const list = await call('datasets.imports', {})
    imports.value = new Map(list.filter(isUnderWay).map((progress) => [progress.datasetId, progress]))
  }

  useEvent('datasets.progress', (progress) => {
    const next = new Map(imports.value)
    if (isUnderWay(progress)) next.set(progress.datasetId, progress)
    else next.delete(progress.datasetId)
    imports.value = next
    if (!isUnderWay(progress)) ended(progress)
  })
  useConnection(() => void ask().catch(toasts.fail))
  ask().catch(toasts.fail)
  return imports
}
