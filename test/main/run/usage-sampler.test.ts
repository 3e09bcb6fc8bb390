import { beforeEach, describe, expect, it } from 'vitest'
import type { Usage } from '../../../preload/contract/index.ts'
import { UsageSampler } from '../../../main/run/usage-sampler.ts'

const pace = { imagesPerSecond: 100, waitingShare: 0.25 }

let time: number
let sampler: UsageSampler
let readings: Usage[]

const reading = (memoryBytes: number, processorLoad: number, gpuLoad: number | null = null): Usage => ({
  ...{ memoryBytes, processorLoad, gpuLoad },
  gpuMemoryBytes: gpuLoad === null ? null : memoryBytes * 2,
})

beforeEach(() => {
  time = 0
  readings = []
  sampler = new UsageSampler({ read: () => readings.shift()! }, () => time)
})

describe('samples of what training takes', () => {
  it('come every five seconds', () => {
    readings = [reading(500, 0.9), reading(600, 0.8)]
    const samples = [1, 2, 3, 4, 5, 6, 7].map((step) => {
      time += 2000
      return sampler.step(step, pace)
    })
    expect(samples.map((sample) => sample?.step ?? null)).toEqual([null, null, 3, null, null, 6, null])
    expect(samples[2]).toEqual({ step: 3, ...pace, ...reading(500, 0.9) })
  })

  it('come at the end of each epoch, however short, and sum it up', () => {
    readings = [reading(900, 0.5, 0.5), reading(600, 0.25), reading(700, 0.1)]
    time = 5000
    sampler.step(4, pace)
    const { sample, whole } = sampler.epoch({ step: 10, imagesPerSecond: 1, waitingShare: 1 })
    expect(sample).toEqual({ step: 10, ...pace, ...reading(600, 0.25) })
    expect(whole).toEqual({ memoryBytes: 900, processorLoad: 0.375, gpuLoad: 0.5, gpuMemoryBytes: 1800 })
    expect(sampler.epoch({ step: 20, ...pace }).whole).toEqual(reading(700, 0.1))
  })

  it('are not taken twice after one step', () => {
    readings = [reading(900, 0.5)]
    time = 5000
    expect(sampler.step(10, pace)).not.toBeNull()
    expect(sampler.epoch({ step: 10, ...pace })).toEqual({ sample: null, whole: reading(900, 0.5) })
  })
})
