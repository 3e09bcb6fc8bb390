import { expect, it } from 'vitest'
import { allPictures, importOrder, isNarrowed, narrowed } from '../../../../renderer/pages/label/view.ts'

it('is narrowed part by part, and widened again', () => {
  const cats = narrowed(narrowed(allPictures, { classId: 3 }), { text: 'a', split: 'test' })
  expect(cats).toEqual({ filter: { classId: 3, text: 'a', split: 'test' }, sort: importOrder })
  expect(isNarrowed(cats)).toBe(true)
  const all = narrowed(cats, { classId: undefined, text: undefined, split: undefined })
  expect(all).toEqual(allPictures)
  expect(isNarrowed(all)).toBe(false)
})

it('tells pictures without a class from all pictures', () => {
  expect(narrowed(allPictures, { classId: null }).filter).toEqual({ classId: null })
})
