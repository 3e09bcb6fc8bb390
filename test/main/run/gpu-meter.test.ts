import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GpuMeter, untold } from '../../../main/run/gpu-meter.ts'

/** A folder that is all of the PATH, for a program with the name of NVIDIA's. */
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gpu-meter-'))
  vi.stubEnv('PATH', folder)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

function standIn(script: string): void {
  const file = join(folder, 'nvidia-smi')
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
}

describe.skipIf(process.platform === 'win32')('what a GPU tells of itself', () => {
  it('is the load and the memory of the first', async () => {
    standIn(`echo "$@" > ${folder}/asked; echo '87, 10240'; echo '3, 512'`)
    using meter = new GpuMeter()
    expect(meter.usage).toEqual(untold)
    await expect.poll(() => meter.usage).toEqual({ gpuLoad: 0.87, gpuMemoryBytes: 10240 * 1024 ** 2 })
    expect(readFileSync(join(folder, 'asked'), 'utf8')).toBe(
      '--query-gpu=utilization.gpu,memory.used --format=csv,noheader,nounits\n',
    )
  })

  it('is that of the GPU which CUDA takes', async () => {
    vi.stubEnv('CUDA_VISIBLE_DEVICES', '2,3')
    standIn('case "$*" in *--id=2) echo "50, 1";; esac')
    using meter = new GpuMeter()
    await expect.poll(() => meter.usage.gpuLoad).toBe(0.5)
  })

  it('follows the GPU', async () => {
    standIn(`if [ -e ${folder}/again ]; then echo '20, 2'; else echo '10, 1'; : > ${folder}/again; fi`)
    using meter = new GpuMeter()
    await expect.poll(() => meter.usage.gpuLoad).toBe(0.1)
    await expect.poll(() => meter.usage.gpuLoad, { timeout: 5000 }).toBe(0.2)
  })

  it('leaves out what the GPU does not know', async () => {
    standIn(`echo '[N/A], 300'`)
    using meter = new GpuMeter()
    await expect.poll(() => meter.usage).toEqual({ gpuLoad: null, gpuMemoryBytes: 300 * 1024 ** 2 })
  })

  it('is nothing where the tool fails, or is not there', async () => {
    standIn(`: > ${folder}/asked; echo 'NVIDIA-SMI has failed'; exit 9`)
    using failing = new GpuMeter()
    await expect.poll(() => existsSync(join(folder, 'asked'))).toBe(true)
    rmSync(join(folder, 'nvidia-smi'))
    using missing = new GpuMeter()
    await delay(100)
    expect([failing.usage, missing.usage]).toEqual([untold, untold])
  })
})
