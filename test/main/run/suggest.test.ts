import { describe, expect, it } from 'vitest'
import { trainingRequest } from '../../../preload/contract/index.ts'
import { suggestSettings } from '../../../main/run/suggest.ts'

describe('suggestSettings', () => {
  it('chooses alexnet-mini with the techniques of the paper', () => {
    const { settings, reasons } = suggestSettings({ images: 7200, classes: 10, cores: 2 })
    expect(settings).toMatchObject({
      ...{ network: 'alexnet-mini', batch: 128, momentum: 0.9, weightDecay: 5e-4, initialiser: 'he' },
      ...{ dropout: 0.2, schedule: 'cosine', augmentation: { crop: true, mirror: true, colour: false } },
    })
    expect(trainingRequest.parse(settings)).toEqual(settings)
    expect(reasons).toContainEqual(expect.stringContaining('7,200 pictures on this machine'))
  })

  it('fits the epochs into about eight minutes, and lets few pictures be seen often', () => {
    const epochs = (images: number, cores = 2) => suggestSettings({ images, classes: 10, cores }).settings.epochs
    expect(epochs(7200)).toBeLessThan(25)
    expect(epochs(7200, 8)).toBe(40)
    expect(epochs(100)).toBe(40)
    expect(epochs(1_000_000)).toBe(5)
  })

  it.each([
    [4, 4],
    [50, 8],
    [1000, 16],
    [3000, 64],
    [7200, 128],
    [1_000_000, 128],
  ])('takes for %i pictures a batch of %i', (images, batch) => {
    const { settings } = suggestSettings({ images, classes: 2, cores: 2 })
    expect(settings.batch).toBe(batch)
    expect(settings.batch).toBeLessThanOrEqual(images)
  })

  it('keeps what is decided, suits the rest to it, and gives no reason for it', () => {
    const fixed = { network: 'lenet', batch: 32, epochs: 3, learningRate: 0.5 } as const
    const { settings, reasons } = suggestSettings({ images: 7200, classes: 10, cores: 2, fixed })
    expect(settings).toMatchObject({ ...fixed, dropout: 0 })
    expect(reasons.join(' ')).not.toMatch(/Batch|epochs:|Learning rate|alexnet-mini:/)
    const smaller = suggestSettings({ images: 7200, classes: 10, cores: 2, fixed: { batch: 32 } }).settings
    expect(smaller.learningRate).toBe(0.01)
  })
})
