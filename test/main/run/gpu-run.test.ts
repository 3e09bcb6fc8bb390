import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { figuresDataset } from '../../support/figures-dataset.ts'
import { drive } from '../../support/runs/drive.ts'
import { useSwiftshader } from '../../support/swiftshader.ts'

describe.skipIf(!useSwiftshader())('a run on a GPU', () => {
  it('keeps what NVIDIA’s tool tells', async () => {
    const tools = mkdtempSync(join(tmpdir(), 'gpu-run-'))
    const dataset = await figuresDataset(5)
    onTestFinished(() => {
      dataset.remove()
      vi.unstubAllEnvs()
      rmSync(tools, { recursive: true })
    })
    writeFileSync(join(tools, 'nvidia-smi'), "#!/bin/sh\necho '42, 1000'\n")
    chmodSync(join(tools, 'nvidia-smi'), 0o755)
    vi.stubEnv('PATH', `${tools}${delimiter}${process.env.PATH}`)
    const { store } = dataset
    const { manager, ended } = drive(store)
    const settings = { network: 'lenet', device: 'webgpu', epochs: 1, batch: 15 } as const
    const runId = manager.start({ datasetId: dataset.datasetId, settings })
    await ended(runId)
    expect(store.runs.get(runId)).toMatchObject({ status: 'finished', message: null })
    const told = { gpuLoad: 0.42, gpuMemoryBytes: 1000 * 1024 ** 2 }
    expect(store.runs.usage(runId, 10).at(-1)).toMatchObject(told)
    expect(store.runs.epochs(runId).at(-1)!.usage).toMatchObject(told)
    await manager.close()
  }, 120_000)
})
