import { describe, expect, it } from 'vitest'
import { createRate } from '../../../main/host/loopback/rate.ts'

describe('a rate', () => {
  it('lets a burst through, then as many as fit into the time', () => {
    let time = 0
    const rate = createRate(100, 5, () => time)
    const waits = Array.from({ length: 6 }, () => rate.take())
    expect(waits).toEqual([0, 0, 0, 0, 10, 20])
    time += 1000
    expect(Array.from({ length: 4 }, () => rate.take())).toEqual([0, 0, 0, 0])
  })
})
