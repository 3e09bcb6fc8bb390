/** An archive whose listing takes a while: many small files named as pictures, in two classes. None of them is one. */
import { writeFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { tarOf } from './archives.ts'

/** Writes a `.tar.gz` of a kilobyte a file, stored as they are. */
export async function writeLargeArchive(file: string, files = 60_000): Promise<void> {
  const content = Buffer.from('no picture')
  const names = Array.from({ length: files }, (_, index) => `${index % 2 === 0 ? 'cat' : 'dog'}/${index}.jpg`)
  await writeFile(file, gzipSync(tarOf(names.map((name) => ({ name, content }))), { level: 0 }))
}
