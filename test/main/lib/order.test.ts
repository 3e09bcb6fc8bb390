import { describe, expect, it } from 'vitest'
import { orderOf } from '../../../main/lib/order.ts'
import { Random } from '../../../main/lib/random.ts'

describe('orderOf', () => {
  it('sorts by all 32 bits, and leaves equal keys in order', () => {
    expect([...orderOf(Uint32Array.of(7, 2 ** 32 - 1, 0, 7, 2 ** 31, 2 ** 11, 7))]).toEqual([2, 0, 3, 6, 5, 4, 1])
    expect([...orderOf(Uint32Array.of(5, 5, 5))]).toEqual([0, 1, 2])
    expect([...orderOf(new Uint32Array(0))]).toEqual([])
  })

  it('gives what sorting by comparing gives', () => {
    const random = new Random(1, 'sample')
    const keys = Uint32Array.from({ length: 5000 }, (_, place) => random.integer(place % 2 === 0 ? 100 : 2 ** 32))
    const positions = Array.from(keys, (_, position) => position)
    expect([...orderOf(keys)]).toEqual(positions.sort((a, b) => keys[a]! - keys[b]!))
  })
})
