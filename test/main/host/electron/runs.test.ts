import { describe, expect, it } from 'vitest'
import { watchRuns } from '../../../../main/host/electron/runs.ts'
import type { Api } from '../../../../main/api/api.ts'
import { createEvents } from '../../../../main/api/events.ts'

/** An API whose runs have the statuses in `statuses`, and whose events the test emits. */
function watched() {
  const { emit, listen } = createEvents()
  const statuses = new Map<number, string>()
  const call: Api['call'] = (_method, params) => {
    const { runId } = params as { runId: number }
    const status = statuses.get(runId)
    return Promise.resolve(
      status === undefined
        ? { ok: false, code: 'not-found', message: 'There is no such run.' }
        : { ok: true, value: { id: runId, status } },
    )
  }
  const heard: (number | string | null)[] = []
  const watch = watchRuns(
    { call, listen },
    {
      progress: (share) => heard.push(share),
      ended: ({ id, status }) => heard.push(`${id} ${status}`),
    },
  )
  const change = async (runId: number, status: string | null): Promise<void> => {
    if (status === null) statuses.delete(runId)
    else statuses.set(runId, status)
    emit('runs.changed', { runId })
    await new Promise((resolve) => setImmediate(resolve))
  }
  const step = (runId: number, step: number): void => {
    emit('runs.progress', { runId, step, steps: 10 } as Parameters<typeof emit<'runs.progress'>>[1])
  }
  return { watch, heard, change, step }
}

describe('the watch over runs', () => {
  it('tells of a run’s progress and its end', async () => {
    const { watch, heard, change, step } = watched()
    await change(1, 'running')
    expect(watch.active).toBe(true)
    step(1, 5)
    await change(1, 'finished')
    expect(watch.active).toBe(false)
    expect(heard).toEqual([0, 0.5, null, '1 finished'])
  })

  it('says nothing of changes to runs that were not under way', async () => {
    const { heard, change, step } = watched()
    await change(1, 'stopped')
    step(1, 3)
    await change(1, null)
    expect(heard).toEqual([])
  })

  it('forgets a run that was removed', async () => {
    const { watch, heard, change } = watched()
    await change(1, 'running')
    await change(1, null)
    expect(watch.active).toBe(false)
    expect(heard).toEqual([0, null])
  })
})
