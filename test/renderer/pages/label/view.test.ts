import { expect, it } from 'vitest'
import { answeringRun } from '../../../../preload/contract/index.ts'
import {
  allPictures,
  importOrder,
  isNarrowed,
  narrowed,
  suggestionsOf,
  viewOf,
} from '../../../../renderer/pages/label/view.ts'

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

it('leaves all that is about answers with the run that gave them', () => {
  const sure = narrowed(suggestionsOf(7), { atLeast: 0.9, answerId: 3 })
  expect(answeringRun(sure.filter)).toBe(7)
  expect(sure).toEqual({
    filter: { classId: null, suggestedBy: 7, atLeast: 0.9, answerId: 3 },
    sort: { by: 'certainty', descending: true },
  })
  expect(narrowed(sure, { suggestedBy: undefined })).toEqual({ filter: { classId: null }, sort: importOrder })
})

it('begins with the surest of mistakes', () => {
  expect(viewOf({ mistakesOf: 7 }).sort).toEqual({ by: 'certainty', descending: true })
  expect(viewOf({ text: 'a' })).toEqual({ filter: { text: 'a' }, sort: importOrder })
})
