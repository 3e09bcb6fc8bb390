/**
 * Makes many pictures out of few: each shifted by a pixel, brightened or darkened a little, and compressed anew, so that
 * none is an exact copy of another. One folder a class, as the originals lie.
 */
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { Random } from '../../../main/lib/random.ts'

/** Under way at once. */
const abreast = 64

export interface PicturesOptions {
  /** The originals, one folder a class. */
  readonly from: string
  readonly to: string
  readonly pictures: number
}

/** Answers how many were made. */
export async function makePictures({ from, to, pictures }: PicturesOptions): Promise<number> {
  const originals: { name: string; file: string }[] = []
  for (const name of (await readdir(from)).sort()) {
    await mkdir(join(to, name), { recursive: true })
    for (const file of (await readdir(join(from, name))).sort()) originals.push({ name, file })
  }
  for (let start = 0; start < pictures; start += abreast) {
    const places = Array.from({ length: Math.min(abreast, pictures - start) }, (_, step) => start + step)
    await Promise.all(
      places.map(async (place) => {
        const { name, file } = originals[place % originals.length]!
        const changed = await change(join(from, name, file), place)
        await writeFile(join(to, name, `${String(place).padStart(6, '0')}.jpg`), changed)
      }),
    )
  }
  return pictures
}

async function change(file: string, place: number): Promise<Buffer> {
  const random = new Random(place, 'sample')
  const picture = sharp(file)
  const { width, height } = await picture.metadata()
  return picture
    .extract({ left: random.integer(2), top: random.integer(2), width: width - 1, height: height - 1 })
    .resize(width, height)
    .linear(0.92 + 0.16 * random.uniform(), 6 * random.uniform() - 3)
    .jpeg({ quality: 80 + random.integer(16) })
    .toBuffer()
}
