/**
 * The imports under way, by dataset, kept up to date by events; ended ones leave the list. `changed` is called when an
 * import ended, and every two seconds while one goes on, so that a page shows what came in.
 */
import { onScopeDispose, shallowRef } from 'vue'
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

export interface UseImportsOptions {
  changed(): void
  ended?(progress: ImportProgress): void
}

const millisecondsBetweenChanges = 2000

export function useImports({ changed, ended }: UseImportsOptions): ShallowRef<Imports> {
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
    if (isUnderWay(progress)) return
    ended?.(progress)
    changed()
  })
  const timer = setInterval(() => {
    if (imports.value.size > 0) changed()
  }, millisecondsBetweenChanges)
  onScopeDispose(() => {
    clearInterval(timer)
  })
  useConnection(() => void ask().catch(toasts.fail))
  ask().catch(toasts.fail)
  return imports
}
