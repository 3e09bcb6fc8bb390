/** Composition root of the threads that read pictures for an import: a path in, pixels or a reason out. */
import { parentPort } from 'node:worker_threads'
import { readPicture, type ReadReply, type ReadRequest } from '../image/reading.ts'

parentPort?.on('message', (request: ReadRequest) => void answer(request))

/** An error that \`readPicture\` throws is a defect: it ends this thread, and whoever waits hears of it. */
async function answer({ ticket, path }: ReadRequest): Promise<void> {
  const reading = await readPicture(path)
  const transfers = reading.ok ? [reading.picture.pixels.buffer] : []
  parentPort?.postMessage({ ticket, reading } satisfies ReadReply, transfers)
}
