import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pixelBytes, PixelWriter } from '../../../main/image/pixels.ts'
import { Random } from '../../../main/lib/random.ts'
import type { TrainingBatch } from '../../../main/pipeline/batches.ts'
import { testBatches, trainingBatches } from '../../../main/pipeline/batches.ts'
import { BatchPool } from '../../../main/pipeline/pool.ts'
import { workerFile } from '../../../main/worker/spawn.ts'

const pictures = 21
const folder = mkdtempSync(join(tmpdir(), 'pool-'))
const pixelFile = join(folder, 'pixels.rgb')
const samples = {
  pixelIndices: Float64Array.from({ length: pictures }, (_, index) => index),
  labels: Int32Array.from({ length: pictures }, (_, index) => index),
}

beforeAll(() => {
  const writer = new PixelWriter(pixelFile)
  for (let index = 0; index < pictures; index++) {
    const random = new Random(index, 'sample')
    writer.write(
      index,
      Uint8Array.from({ length: pixelBytes }, () => random.integer(200) + index),
    )
  }
  writer.close()
})

afterAll(() => rmSync(folder, { recursive: true }))

async function withPool<Result>(threads: number, use: (pool: BatchPool) => Promise<Result>): Promise<Result> {
  const settings = {
    pixelFile,
    source: 32,
    crop: 28,
    seed: 3,
    augmentation: { crop: true, mirror: true, colour: true },
    colourBasis: [
      [40, 40, 40],
      [5, 0, -5],
      [1, -2, 1],
    ],
    dropout: 0.5,
    dropoutWidths: new Map([['fc6', 50]]),
  } as const
  const pool = new BatchPool(workerFile('batch.worker'), settings, threads)
  try {
    return await use(pool)
  } finally {
    await pool.close()
  }
}

/** Copies of an epoch's batches, because their arrays go back to the pool. */
async function epochOf(pool: BatchPool, epoch: number, firstStep = 0): Promise<TrainingBatch[]> {
  const copies: TrainingBatch[] = []
  for await (const batch of trainingBatches(pool, samples, { batch: 4, seed: 3, epoch, firstStep })) {
    copies.push(structuredClone(batch))
  }
  return copies
}

describe('trainingBatches', () => {
  it('gives whole batches of every picture, the same however many threads make them', async () => {
    const one = await withPool(1, (pool) => epochOf(pool, 1))
    const three = await withPool(3, (pool) => epochOf(pool, 1))
    expect(three).toEqual(one)
    expect(one).toHaveLength(6)
    expect(new Set(one.flatMap(({ labels }) => [...labels])).size).toBe(pictures)
    expect(one[0]!.images).toHaveLength(4 * 28 * 28 * 3)
    expect(one[0]!.masks.get('fc6')).toHaveLength(4 * 50)
    expect(one[0]!.masks).not.toEqual(one[1]!.masks)
  })

  it('continues in the middle of an epoch with the batches that were to come', async () => {
    const [whole, rest] = await withPool(
      2,
      async (pool) => [await epochOf(pool, 2), await epochOf(pool, 2, 4)] as const,
    )
    expect(rest).toEqual(whole.slice(4))
  })

  it('can be left early and asked again', async () => {
    await withPool(2, async (pool) => {
      for await (const batch of trainingBatches(pool, samples, { batch: 4, seed: 3, epoch: 1 })) {
        expect(batch.labels).toHaveLength(4)
        break
      }
      expect(await epochOf(pool, 1)).toHaveLength(6)
    })
  })

  it('says what is wrong when a record cannot be read', async () => {
    await withPool(1, async (pool) => {
      const fill = pool.fill(new Float64Array([0, 99]), { type: 'test', crops: 1 })
      await expect(fill).rejects.toThrow('is missing or too short')
    })
  })

  it('fails every batch once a thread is dead', async () => {
    const settings = { pixelFile: '/nowhere', source: 32, crop: 28, seed: 1, dropout: 0, colourBasis: null } as const
    const augmentation = { crop: false, mirror: false, colour: false }
    const pool = new BatchPool(workerFile('batch.worker'), { ...settings, augmentation, dropoutWidths: new Map() }, 1)
    await expect(pool.fill(new Float64Array([0]), { type: 'test', crops: 1 })).rejects.toThrow('/nowhere')
    await expect(pool.fill(new Float64Array([0]), { type: 'test', crops: 1 })).rejects.toThrow('/nowhere')
  })
})

describe('testBatches', () => {
  it.each([
    { crops: 1, sizes: [8, 8, 5] },
    { crops: 10, sizes: Array<number>(pictures).fill(1) },
  ] as const)('gives every picture in order, in $crops crops', async ({ crops, sizes }) => {
    await withPool(2, async (pool) => {
      const labels: number[] = []
      const seen: number[] = []
      for await (const batch of testBatches(pool, samples, { batch: 8, crops })) {
        labels.push(...batch.labels)
        seen.push(batch.labels.length)
        expect(batch.images).toHaveLength(batch.labels.length * crops * 28 * 28 * 3)
      }
      expect(labels).toEqual([...samples.labels])
      expect(seen).toEqual(sizes)
    })
  })
})
