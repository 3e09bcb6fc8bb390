import { expect, it } from 'vitest'
import { resultsAsCsv } from '../../../../renderer/pages/classify/results.ts'

it('is a table of the pictures that were answered, with their classes or the reason', () => {
  const prediction = (name: string, probability: number) => ({ index: 0, name, probability })
  const table = resultsAsCsv([
    {
      name: 'sky, blue.jpg',
      outcome: {
        state: 'named',
        predictions: [prediction('blue', 0.75), prediction('red', 0.25)],
        milliseconds: 1,
      },
    },
    { name: 'notes.jpg', outcome: { state: 'failed', message: 'Not a picture.' } },
    { name: 'later.jpg', outcome: { state: 'waiting' } },
  ])
  expect(table.split('\r\n')).toEqual([
    'File,Class 1,Probability 1,Class 2,Probability 2,Problem',
    '"sky, blue.jpg",blue,0.75,red,0.25,',
    'notes.jpg,,,,,Not a picture.',
    '',
  ])
})
