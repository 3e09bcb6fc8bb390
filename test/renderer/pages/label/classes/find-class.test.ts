import { describe, expect, it } from 'vitest'
import { found } from '../../../../../renderer/pages/label/classes/find-class.ts'

const classes = ['wildcat', 'big cat', 'Cat', 'catfish', 'dog', 'c++ (logo)'].map((name, index) => ({
  id: index + 1,
  name,
}))
const names = (text: string, recent: number[] = []) => found(classes, text, recent).map(({ name }) => name)

describe('finding a class', () => {
  it('puts names that begin with the text first, then words that do, then the rest', () => {
    expect(names('CAT')).toEqual(['Cat', 'catfish', 'big cat', 'wildcat'])
    expect(names(' dog ')).toEqual(['dog'])
    expect(names('zebra')).toEqual([])
  })

  it('takes what other tools read as a pattern for what it is', () => {
    expect(names('c++ (')).toEqual(['c++ (logo)'])
    expect(names('.')).toEqual([])
  })

  it('shows those used last on top while nothing is typed', () => {
    expect(names('', [5, 3, 99])).toEqual(['dog', 'Cat', 'wildcat', 'big cat', 'catfish', 'c++ (logo)'])
  })

  it('shows fifty at most', () => {
    const thousand = Array.from({ length: 1000 }, (_, index) => ({ id: index, name: `class ${index}` }))
    expect(found(thousand, 'class')).toHaveLength(50)
  })
})
