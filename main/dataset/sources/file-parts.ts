/** A text file part by part, with word of how much of it has been read. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Hear } from './source.ts'

/** Bytes read at once. */
const partBytes = 2 ** 18

export async function* fileParts(file: string, hear: Hear): AsyncGenerator<string> {
  const { size } = await stat(file)
  const stream = createReadStream(file, { encoding: 'utf8', highWaterMark: partBytes })
  for await (const part of stream) {
    hear(stream.bytesRead / size)
    yield part as string
  }
}
