/** Composition root of the threads that read pictures for an import: a location in, facts or a reason out. */
import { parentPort, workerData } from 'node:worker_threads'
import { PixelWriter } from '../image/pixels.ts'
import { type Read, readPicture, type ReadReply, type ReadRequest } from '../image/reading.ts'
import type { Turn } from '../image/turns.ts'

/** An import has one pixel file, which it knows only after these threads are up. */
let writer: { readonly file: string; readonly pixels: PixelWriter } | undefined

parentPort?.on('message', (request: ReadRequest) => {
  // The thread ends once nothing is under way.
  if (request === 'close') parentPort?.close()
  else void answer(request)
})

async function answer({ ticket, pixels, ...toRead }: Read): Promise<void> {
  try {
    reply({ ticket, reading: await readPicture(toRead, workerData as Turn, writerOf(pixels)) })
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException
    reply({ ticket, error: { message, code } })
  }
}

function writerOf(file: string): PixelWriter {
  if (writer?.file !== file) writer = { file, pixels: new PixelWriter(file) }
  return writer.pixels
}

function reply(message: ReadReply): void {
  parentPort?.postMessage(message)
}
