/** The run that is being trained right now, if any, with its latest progress. */
import { shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import type { RunProgress } from '../../preload/contract/index.ts'
import { call } from '../client/client.ts'
import { useConnection } from './useConnection.ts'
import { useEvent } from './useEvent.ts'

export interface ActiveRun {
  readonly id: number
  readonly name: string
}

export interface UseActiveRunReturn {
  readonly run: ShallowRef<ActiveRun | null>
  readonly progress: ShallowRef<RunProgress | null>
  readonly connected: ShallowRef<boolean>
}

export function useActiveRun(): UseActiveRunReturn {
  const run = shallowRef<ActiveRun | null>(null)
  const progress = shallowRef<RunProgress | null>(null)

  async function ask(): Promise<void> {
    const runs = await call('runs.list', {})
    const active = runs.find((candidate) => candidate.status === 'running')
    run.value = active ? { id: active.id, name: active.name } : null
    if (progress.value?.runId !== active?.id) progress.value = null
  }

  /** The strip is no place for an error: the page that asks the same says it. */
  function askQuietly(): void {
    ask().catch(() => {
      run.value = null
    })
  }

  useEvent('runs.changed', askQuietly)
  useEvent('runs.progress', (now) => {
    progress.value = now
    if (run.value?.id !== now.runId) askQuietly()
  })
  const connected = useConnection(askQuietly)
  askQuietly()
  return { run, progress, connected }
}
