import { describe, expect, it } from 'vitest'
import { UsageMeter } from '../../../main/run/usage.ts'

describe('what a process takes of the machine', () => {
  it('is a part of the time of all cores, more than none where it works', () => {
    const meter = new UsageMeter()
    const begun = process.cpuUsage().user
    while (process.cpuUsage().user - begun < 50_000);
    const { processorLoad } = meter.read()
    expect(processorLoad).toBeGreaterThan(0)
    expect(processorLoad).toBeLessThanOrEqual(1)
  })

  it('is its resident memory', () => {
    expect(new UsageMeter().read().memoryBytes).toBeGreaterThan(1e7)
  })
})
