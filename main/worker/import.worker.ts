/** Composition root of the threads that read pictures for an import: a location in, facts or a reason out. */
import { parentPort, workerData } from 'node:worker_threads'
import { PixelWriter } from '../image/pixels.ts'
import { readPicture, type ReaderSetup, type ReadReply, type ReadRequest } from '../image/reading.ts'

const { turn, pixels: file } = workerData as ReaderSetup
const pixels = new PixelWriter(file)

parentPort?.on('message', (request: ReadRequest) => void answer(request))

async function answer({ ticket, ...toRead }: ReadRequest): Promise<void> {
  try {
    reply({ ticket, reading: await readPicture(toRead, turn, pixels) })
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException
    reply({ ticket, error: { message, code } })
  }
}

function reply(message: ReadReply): void {
  parentPort?.postMessage(message)
}
