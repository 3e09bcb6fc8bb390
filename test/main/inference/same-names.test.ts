import { describe, expect, it } from 'vitest'
import { sameNames } from '../../../main/inference/same-names.ts'

describe('classes of the same names', () => {
  it('are found whatever their order and case, and those that are not there are told', () => {
    expect(sameNames(['cat', 'dog', 'bird'], ['Dog', ' cat ', 'fish'])).toEqual([1, 0, -1])
  })

  it('agree up to the first comma, as names of ImageNet do', () => {
    const synsets = ['tench, Tinca tinca', 'goldfish, Carassius auratus', 'electric ray, crampfish']
    expect(sameNames(['tench', 'goldfish'], synsets)).toEqual([0, 1])
    expect(sameNames(['goldfish, Carassius auratus'], ['goldfish'])).toEqual([0])
  })

  it('are not guessed where several have the name', () => {
    expect(sameNames(['crane'], ['crane, bird', 'crane, machine'])).toEqual([-1])
    expect(sameNames(['crane, bird', 'crane, machine'], ['crane'])).toEqual([-1, -1])
    expect(sameNames(['crane, bird', 'crane, machine'], ['crane, machine', 'crane, bird'])).toEqual([1, 0])
  })
})
