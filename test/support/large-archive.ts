/** Archives whose listing takes a while. None of what is named as a picture in them is one. */
import { writeFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { writeHeader } from '../../main/dataset/tar/header.ts'
import { tarOf } from './archives.ts'

/** Writes a `.tar.gz` of many small files in two classes, stored as they are. */
export async function writeLargeArchive(file: string, files = 60_000): Promise<void> {
  const content = Buffer.from('no picture')
  const names = Array.from({ length: files }, (_, index) => `${index % 2 === 0 ? 'cat' : 'dog'}/${index}.jpg`)
  await writeFile(file, gzipSync(tarOf(names.map((name) => ({ name, content }))), { level: 0 }))
}

/** Writes a small `.tar.gz` of a file named as a picture and of gigabytes of zeros, which take seconds to unpack. */
export async function writeSlowArchive(file: string, gigabytes = 8): Promise<void> {
  const zeros = Buffer.alloc(2 ** 26)
  const copies = gigabytes * 16
  const front = tarOf([{ name: 'cat/1.jpg', content: Buffer.from('no picture') }]).subarray(0, 1024)
  const header = writeHeader('zeros.bin', zeros.length * copies, 0)
  // What gzip has packed may stand behind one another, and unpacks to the same.
  const packed = gzipSync(zeros, { level: 1 })
  await writeFile(
    file,
    Buffer.concat([gzipSync(Buffer.concat([front, header])), ...Array<Buffer>(copies).fill(packed)]),
  )
}
