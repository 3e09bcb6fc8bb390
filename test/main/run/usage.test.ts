import { describe, expect, it } from 'vitest'
import { untold } from '../../../main/run/gpu-meter.ts'
import { UsageMeter } from '../../../main/run/usage.ts'

describe('what a process takes of the machine', () => {
  it('is a part of the time of all cores, more than none where it works', () => {
    const meter = new UsageMeter(() => untold)
    const begun = process.cpuUsage().user
    while (process.cpuUsage().user - begun < 50_000);
    const { processorLoad } = meter.read()
    expect(processorLoad).toBeGreaterThan(0)
    expect(processorLoad).toBeLessThanOrEqual(1)
  })

  it('is its resident memory', () => {
    expect(new UsageMeter(() => untold).read().memoryBytes).toBeGreaterThan(1e7)
  })

  it('is what its GPU tells', () => {
    const usage = new UsageMeter(() => ({ gpuLoad: 0.9, gpuMemoryBytes: 5 })).read()
    expect(usage).toMatchObject({ gpuLoad: 0.9, gpuMemoryBytes: 5 })
  })
})
