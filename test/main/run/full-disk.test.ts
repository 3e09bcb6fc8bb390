/** A disk that runs full under a run: a small file system of its own, where this machine lets a test mount one. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openStore } from '../../../main/store/open.ts'
import { figuresDataset } from '../../support/figures-dataset.ts'
import { drive } from '../../support/runs/drive.ts'
import { outcomeOf } from '../../support/runs/outcome.ts'
import { trainingSettings } from '../../support/training-settings.ts'

const mayMount = process.getuid?.() === 0 && process.platform === 'linux'

it.skipIf(!mayMount)('pauses the run with a message, and nothing is lost', { timeout: 100_000 }, async (context) => {
  const place = mkdtempSync(join(tmpdir(), 'full-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=240m', 'tmpfs', place], { stdio: 'ignore' })
  } catch {
    context.skip('this machine mounts no file systems')
  }
  const dataset = await figuresDataset(10)
  dataset.store.close()
  cpSync(dataset.store.workspace, join(place, 'workspace'), { recursive: true })
  const store = openStore(join(place, 'workspace'))
  const { manager, ended, until } = drive(store)
  try {
    const settings = trainingSettings({ switches: { width: 0.25 }, batch: 6, epochs: 6 })
    const whole = manager.start({ datasetId: dataset.datasetId, settings })
    await ended(whole)
    const runId = manager.start({ datasetId: dataset.datasetId, settings: { ...settings, epochs: 6 } })
    await until(() => store.runs.get(runId).hasModel)
    fill(place)
    await ended(runId)
    const paused = store.runs.get(runId)
    expect(paused).toMatchObject({ status: 'paused', hasModel: true })
    expect(paused.message).toMatch(
      /is too full for a checkpoint.*The run is paused; it goes on from its last checkpoint/,
    )
    const steps = store.runs.steps(runId, 0, 1000)
    expect(steps.map(({ step }) => step)).toEqual(steps.map((_, index) => index + 1))

    rmSync(join(place, 'zeros'))
    manager.resume(runId)
    await ended(runId)
    expect(outcomeOf(store, runId)).toEqual(outcomeOf(store, whole))
  } finally {
    await manager.close()
    store.close()
    execFileSync('umount', [place])
    rmSync(place, { recursive: true })
    rmSync(join(dataset.store.workspace, '..'), { recursive: true, force: true })
  }
})

/** Leaves less than a run keeps free. */
function fill(place: string): void {
  execFileSync('sh', ['-c', 'head -c 100m /dev/zero > "$0/zeros"', place])
}
