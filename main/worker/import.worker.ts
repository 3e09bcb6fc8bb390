/** Composition root of the threads that read pictures for an import: a location in, pixels or a reason out. */
import { parentPort, workerData } from 'node:worker_threads'
import { readPicture, type ReadReply, type ReadRequest } from '../image/reading.ts'
import type { Turn } from '../image/turns.ts'

parentPort?.on('message', (request: ReadRequest) => void answer(request))

/** An error that `readPicture` throws is a defect: it ends this thread, and whoever waits hears of it. */
async function answer({ ticket, ...toRead }: ReadRequest): Promise<void> {
  const reading = await readPicture(toRead, workerData as Turn)
  const transfers = reading.outcome === 'read' ? [reading.picture.pixels.buffer] : []
  parentPort?.postMessage({ ticket, reading } satisfies ReadReply, transfers)
}
