/** Small pictures of known colours for tests. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp, { type Sharp } from 'sharp'

export type Colour = readonly [red: number, green: number, blue: number]

/** A picture of one colour. */
export function plain(width: number, height: number, [r, g, b]: Colour): Sharp {
  return sharp({ create: { width, height, channels: 3, background: { r, g, b } }, limitInputPixels: false })
}

/** Four quarters of one colour each: upper left, upper right, lower left, lower right. */
export function quarters(width: number, height: number, colours: readonly [Colour, Colour, Colour, Colour]): Sharp {
  const pixels = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const quarter = (y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1)
      pixels.set(colours[quarter]!, (y * width + x) * 3)
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
}

/** A picture of noise that only this seed has. */
export function noise(width: number, height: number, seed: number): Sharp {
  let state = seed + 1
  const pixels = Uint8Array.from({ length: width * height * 3 }, () => {
    state = Math.imul(state, 1664525) + 1013904223
    return state >>> 24
  })
  return sharp(pixels, { raw: { width, height, channels: 3 } })
}

/** Writes files, given by their path below the folder, and the folders that they lie in. */
export async function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
}

/** A folder with one sub-folder a class, each with as many JPEGs of noise, all different. */
export async function writeClasses(folder: string, classes: readonly string[], imagesPerClass: number): Promise<void> {
  for (const [index, name] of classes.entries()) {
    for (let image = 0; image < imagesPerClass; image++) {
      const content = await noise(12, 10, index * imagesPerClass + image)
        .jpeg()
        .toBuffer()
      await writeFiles(folder, { [`${name}/${image}.jpg`]: content })
    }
  }
}
