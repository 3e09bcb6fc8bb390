import { describe, expect, it } from 'vitest'
import { balancedWeights, weighted } from '../../../main/train/class-weights.ts'

const labels = Int32Array.from([0, 0, 0, 0, 0, 0, 1, 1])

async function* batches() {
  await Promise.resolve()
  yield { images: new Uint8Array(6), labels: Int32Array.from([1, 0]) }
}

async function weightsOf(kind: 'none' | 'balanced') {
  const weigh = weighted(kind, labels, 2)
  for await (const batch of weigh(batches())) return 'weights' in batch ? batch.weights : null
  return undefined
}

describe('class weights', () => {
  it('give every class the same sum, and pictures a mean of 1', () => {
    const weights = balancedWeights(labels, 3)
    expect([...weights]).toEqual([expect.closeTo(8 / 12, 6), 2, 0])
    const perPicture = Array.from(labels, (label) => weights[label]!)
    expect(perPicture.reduce((sum, weight) => sum + weight, 0) / labels.length).toBeCloseTo(1, 6)
  })

  it('go with the pictures of each batch, or not at all', async () => {
    expect(await weightsOf('balanced')).toEqual(Float32Array.of(2, 8 / 12))
    expect(await weightsOf('none')).toBeNull()
  })
})
