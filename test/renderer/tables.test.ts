import { describe, expect, it } from 'vitest'
import { csv, tabSeparated } from '../../renderer/tables.ts'

describe('CSV', () => {
  it('quotes what needs it, and makes no formulas', () => {
    expect(csv([['a,b', 'say "hi"', '=1+1', -1, null]])).toBe(`"a,b","say ""hi""",'=1+1,-1,\r\n`)
  })
})

describe('text for the clipboard', () => {
  it('has tabs between cells and none in them', () => {
    expect(
      tabSeparated([
        ['a\tb', 1],
        [null, 2],
      ]),
    ).toBe('a b\t1\n\t2')
  })
})
