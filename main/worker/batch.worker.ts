/** Composition root of the threads that fill batches: requests in, the same buffers full out. */
import { parentPort, workerData } from 'node:worker_threads'
import { PixelReader, pixelSide } from '../image/pixels.ts'
import { createFill } from '../pipeline/fill.ts'
import type { FillReply, FillRequest, FillSettings } from '../pipeline/job.ts'
import { transfers } from '../pipeline/job.ts'

const settings = workerData as FillSettings
const fill = createFill(settings, new PixelReader(settings.pixelFile), pixelSide)

parentPort?.on('message', ({ ticket, job }: FillRequest) => {
  try {
    fill(job)
    parentPort?.postMessage({ ticket, ok: true, job } satisfies FillReply, transfers(job))
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    parentPort?.postMessage({ ticket, ok: false, message } satisfies FillReply)
  }
})
