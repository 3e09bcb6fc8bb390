import { describe, expect, it } from 'vitest'
import { complaint } from '../../../../renderer/pages/train/fields.ts'
import type { NumberKey } from '../../../../renderer/pages/train/fields.ts'

describe('what is wrong with a setting', () => {
  it.each<[NumberKey, number, string | null]>([
    ['epochs', 20, null],
    ['epochs', 0, 'Must be at least 1.'],
    ['epochs', 2.5, 'Must be a whole number.'],
    ['epochs', NaN, 'Must be a number.'],
    ['batch', 5000, 'Must be at most 4096.'],
    ['learningRate', 1e-3, null],
    ['learningRate', 0, 'Must be more than 0.'],
    ['dropout', 0.95, 'Must be at most 0.9.'],
  ])('%s %d: %s', (key, value, sentence) => {
    expect(complaint(key, value)).toBe(sentence)
  })
})
