/** `bench pipeline`: how many augmented pictures a second the pipeline alone delivers, so that a GPU would not wait. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pixelBytes, PixelWriter } from '../../main/image/pixels.ts'
import { trainingBatches } from '../../main/pipeline/batches.ts'
import { BatchPool } from '../../main/pipeline/pool.ts'
import { workerFile } from '../../main/worker/spawn.ts'

export interface PipelineBenchOptions {
  /** Side of the crops in pixels. */
  readonly crop: number
  readonly threads: number
}

const pictures = 2048
const batch = 128

/** Pictures a second with crops and mirrors, and with colour shifts besides: the best of three epochs of 2,048. */
export async function benchPipeline({ crop, threads }: PipelineBenchOptions) {
  const folder = mkdtempSync(join(tmpdir(), 'alexnet-studio-bench-'))
  const pixelFile = join(folder, 'pixels.rgb')
  try {
    const writer = new PixelWriter(pixelFile)
    const record = Uint8Array.from({ length: pixelBytes }, (_, index) => (index * 7919) % 251)
    for (let index = 0; index < pictures; index++) writer.write(index, record)
    writer.close()
    const shared = { crop, threads, pixelFile }
    return {
      crop,
      threads,
      imagesPerSecond: await rate({ ...shared, colour: false }),
      imagesPerSecondWithColour: await rate({ ...shared, colour: true }),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function rate({
  crop,
  threads,
  pixelFile,
  colour,
}: PipelineBenchOptions & { pixelFile: string; colour: boolean }) {
  const samples = {
    pixelIndices: Float64Array.from({ length: pictures }, (_, index) => index),
    labels: new Int32Array(pictures),
  }
  const settings = {
    pixelFile,
    source: Math.round((crop * 8) / 7),
    crop,
    seed: 1,
    augmentation: { crop: true, mirror: true, colour },
    colourBasis: [
      [40, 40, 40],
      [5, 0, -5],
      [1, -2, 1],
    ],
    dropout: 0.5,
    dropoutWidths: new Map([
      ['fc6', 4096],
      ['fc7', 4096],
    ]),
  } as const
  const pool = new BatchPool(workerFile('batch.worker'), settings, threads)
  let best = 0
  for (let epoch = 0; epoch < 4; epoch++) {
    const begin = performance.now()
    let count = 0
    for await (const { labels } of trainingBatches(pool, samples, { batch, seed: 1, epoch, firstStep: 0 })) {
      count += labels.length
    }
    if (epoch > 0) best = Math.max(best, (count * 1000) / (performance.now() - begin))
  }
  await pool.close()
  return Math.round(best)
}
