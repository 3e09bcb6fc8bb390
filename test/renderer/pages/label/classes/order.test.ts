import { expect, it } from 'vitest'
import { imagesOf, moved } from '../../../../../renderer/pages/label/classes/order.ts'

it.each([
  ['b', 0, 'bacd'],
  ['b', 2, 'acbd'],
  ['d', -1, 'dabc'],
  ['a', 9, 'bcda'],
  ['c', 2, 'abcd'],
])('moves %s to place %i', (item, place, expected) => {
  expect(moved(['a', 'b', 'c', 'd'], item, place).join('')).toBe(expected)
})

it('counts the pictures of all splits', () => {
  expect(imagesOf({ counts: { train: 5, validation: 2, test: 1 } })).toBe(8)
})
