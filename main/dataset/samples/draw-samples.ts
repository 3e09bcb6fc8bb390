/** Draws the sample pictures into folders, one a class, as a person's own pictures would lie. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { encodePng } from '../../image/encode.ts'
import { Random } from '../../lib/random.ts'
import { figureClasses } from './figures.ts'
import { paint } from './paint.ts'

export interface DrawSamplesOptions {
  /** Pictures of each of the ten classes. */
  readonly perClass?: number
  readonly seed?: number
  readonly signal?: AbortSignal
}

/** Side of a sample picture in pixels. */
const side = 96

/** Writes `folder/class/001.png` and so on; the same pictures for the same seed, on every machine. */
export async function drawSamples(
  folder: string,
  { perClass = 200, seed = 1, signal }: DrawSamplesOptions = {},
): Promise<void> {
  for (const [index, figureClass] of figureClasses.entries()) {
    const classFolder = join(folder, figureClass.name)
    await mkdir(classFolder, { recursive: true })
    let written = Promise.resolve()
    for (let picture = 0; picture < perClass; picture++) {
      const pixels = paint(figureClass, side, new Random(seed, 'sample', index, picture))
      await written
      signal?.throwIfAborted()
      written = save(pixels, join(classFolder, `${String(picture + 1).padStart(3, '0')}.png`))
    }
    await written
  }
}

async function save(pixels: Uint8Array, file: string): Promise<void> {
  await writeFile(file, await encodePng(pixels, side))
}
