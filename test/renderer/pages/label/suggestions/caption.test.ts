import { describe, expect, it } from 'vitest'
import { captionOf } from '../../../../../renderer/pages/label/suggestions/caption.ts'

const names = new Map([
  [1, 'cat'],
  [2, 'dog'],
])
const answer = { classId: 1, probability: 0.934 }

describe('the words below a picture', () => {
  it.each([
    ['its class', { classId: 2 }, 'dog'],
    ['that it has none', { classId: null }, 'no label'],
    ['what is suggested', { classId: null, answer }, 'cat? 93 %'],
    ['what it was taken for', { classId: 2, answer }, 'dog → cat 93 %'],
    ['its class alone where the run agrees', { classId: 1, answer }, 'cat'],
    ['a class whose probability was not kept', { classId: 2, answer: { classId: 1, probability: null } }, 'dog → cat'],
    [
      'its class alone where the answer is a class that is gone',
      { classId: 2, answer: { classId: 9, probability: 1 } },
      'dog',
    ],
  ])('are %s', (_what, item, words) => {
    expect(captionOf(item, names).trim()).toBe(words)
  })
})
