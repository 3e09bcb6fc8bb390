/** A host process for tests that end it: trains one run of a workspace, from wherever it stands, and tells its pids. */
import { RunManager } from '../../../main/run/manager.ts'
import { openStore } from '../../../main/store/open.ts'
import { forkChild } from '../../../main/worker/spawn.ts'

/** What it tells its parent. */
export type HostMessage = { readonly type: 'trainer'; readonly pid: number } | { readonly type: 'training' | 'ended' }

const [workspace, id] = process.argv.slice(2) as [string, string]
const runId = Number(id)
const store = openStore(workspace)
let begun = false
const tell = (message: HostMessage) => process.send?.(message)

const manager = new RunManager({
  store,
  launch: (...options) => {
    const child = forkChild(...options)
    if (child.pid !== undefined) tell({ type: 'trainer', pid: child.pid })
    return child
  },
  listener: {
    progress: ({ activity }) => {
      if (activity === 'training') tell({ type: 'training' })
    },
    steps: () => undefined,
    epoch: () => undefined,
    diagnoses: () => undefined,
    usage: () => undefined,
    changed: (id) => {
      const { status } = store.runs.get(runId)
      if (!begun || id !== runId || status === 'waiting' || status === 'running') return
      tell({ type: 'ended' })
      void manager.close().then(() => process.exit())
    },
  },
})
begun = true
manager.resume(runId)
