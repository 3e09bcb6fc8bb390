import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRun } from '../../../main/run/create.ts'
import { lastLines } from '../../../main/run/last-lines.ts'
import { forkChild, workerFile } from '../../../main/worker/spawn.ts'
import type { FiguresDataset } from '../../support/figures-dataset.ts'
import { figuresDataset } from '../../support/figures-dataset.ts'

const folder = mkdtempSync(join(tmpdir(), 'spawn-'))
let dataset: FiguresDataset

beforeAll(async () => {
  dataset = await figuresDataset(6)
})
afterAll(() => {
  dataset.remove()
  rmSync(folder, { recursive: true })
})

describe('forkChild', () => {
  it('tells how a child ended, and keeps what it printed', async () => {
    const logFile = join(folder, 'logs', 'child.log')
    const child = forkChild('train.worker', { job: { workspace: dataset.store.workspace, runId: 12345 }, logFile })
    const how = await new Promise((resolve) => child.onExit(resolve))
    expect(how).toBe('exit code 1')
    expect(readFileSync(logFile, 'utf8')).toContain('There is no run 12345')
    expect(lastLines(logFile)).not.toContain('\n')
    child.post({ type: 'stop' })
  })
})

describe('a trainer whose host dies', () => {
  it('saves its last step and marks its run as interrupted', async () => {
    const { store, datasetId } = dataset
    const runId = createRun(store, { datasetId, settings: { network: 'lenet', epochs: 10_000, batch: 10, threads: 1 } })
    store.runs.setStatus(runId, 'running')
    const host = spawn(process.execPath, [
      '--input-type=module-typescript',
      '--eval',
      `import { forkChild } from ${JSON.stringify(join(workerFile('train.worker'), '..', 'spawn.ts'))}
       const job = { workspace: ${JSON.stringify(store.workspace)}, runId: ${String(runId)}, speeds: {} }
       forkChild('train.worker', { job, logFile: ${JSON.stringify(join(folder, 'orphan.log'))} })`,
    ])
    await waitFor(() => store.runs.get(runId).epochsDone > 0)
    host.kill('SIGKILL')
    await waitFor(() => store.runs.get(runId).status === 'interrupted')
    expect(store.runs.get(runId).message).toBe(
      'The program ended while this run was training; its last step is saved, and it can be resumed.',
    )
    expect(store.checkpoints.newest(runId).step).toBe(store.runs.steps(runId, 0, 10_000).at(-1)!.step)
  })
})

async function waitFor(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 50))
}
