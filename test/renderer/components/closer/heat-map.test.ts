import { expect, it } from 'vitest'
import { heatMap } from '../../../../renderer/components/closer/heat-map.ts'

it('draws what a class depends on orange, what speaks against it blue, the strongest at its full strength', () => {
  expect([...heatMap({ probability: 0.5, losses: [0.4, -0.2, 0, 0.1] })]).toEqual([
    255, 106, 0, 190, 30, 100, 255, 95, 30, 100, 255, 0, 255, 106, 0, 48,
  ])
})

it('leaves a map of next to nothing faint', () => {
  const alphas = heatMap({ probability: 1, losses: [0.01, -0.005] }).filter((_, at) => at % 4 === 3)
  expect([...alphas]).toEqual([38, 19])
})
