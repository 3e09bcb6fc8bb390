import { describe, expect, it } from 'vitest'
import { curvesAsCsv } from '../../../../renderer/components/chart/csv.ts'
import { join, valueAt } from '../../../../renderer/components/chart/join.ts'

const training = { name: 'Training', colour: 'training', x: [1, 2, 3], y: [3, 2, NaN] } as const
const validation = { name: 'Validation', colour: 'validation', x: [2, 4], y: [2.5, 1.5] } as const

describe('joined curves', () => {
  it('have a row for each point of any, and nothing where a curve has no finite value', () => {
    const { x, columns } = join([training, validation])
    expect(x).toEqual([1, 2, 3, 4])
    expect(columns.map(({ values }) => values)).toEqual([
      [3, 2, null, null],
      [null, 2.5, null, 1.5],
    ])
  })

  it('tell the last value before a place', () => {
    expect([0, 1, 2, 3].map((at) => valueAt([null, 2.5, null, 1.5], at))).toEqual([null, 2.5, 2.5, 1.5])
  })
})

describe('CSV', () => {
  it('names the axis and the curves', () => {
    expect(curvesAsCsv('Step', [training, validation])).toBe(
      'Step,Training,Validation\r\n1,3,\r\n2,2,2.5\r\n3,,\r\n4,,1.5\r\n',
    )
  })

  it('keeps the lowest and highest values', () => {
    const curve = { ...validation, band: { low: [2, 1], high: [3, 2] } }
    expect(curvesAsCsv('Step', [curve])).toBe(
      'Step,Validation (max),Validation (min),Validation\r\n2,3,2,2.5\r\n4,2,1,1.5\r\n',
    )
  })
})
