import { describe, expect, it } from 'vitest'
import { table } from '../../../main/host/terminal/table.ts'
import { bar, count, duration, percent, plural } from '../../../main/host/terminal/words.ts'

describe('the terminal’s words', () => {
  it('write numbers as people read them', () => {
    expect(count(62_378_344)).toBe('62,378,344')
    expect(percent(0.0734)).toBe('7.3 %')
    expect([0.4, 48, 185, 7620].map(duration)).toEqual(['0 s', '48 s', '3 min 05 s', '2 h 07 min'])
    expect([plural(1, 'class', 'classes'), plural(2, 'class', 'classes')]).toEqual(['1 class', '2 classes'])
  })

  it('draw bars an eighth of a character fine', () => {
    expect(bar(1, 4)).toBe('████')
    expect(bar(0.5, 4)).toBe('██  ')
    expect(bar(1 / 32, 4)).toBe('▏   ')
    expect(bar(0, 4)).toBe('    ')
  })

  it('set numbers in columns to the right', () => {
    const columns = [{ title: 'Name' }, { title: 'Pictures', align: 'right' }] as const
    expect(table(columns, [['cats', '12']]).split('\n')).toEqual(['Name  Pictures', 'cats        12'])
  })
})
