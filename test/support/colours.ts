/** Pictures of six colours: a dataset that the smallest network learns in seconds. */
import { join } from 'node:path'
import { plain, writeFiles } from './pictures.ts'
import type { Colour } from './pictures.ts'

export const colours = {
  blue: [40, 60, 200],
  green: [40, 160, 60],
  purple: [140, 40, 160],
  red: [200, 40, 40],
  white: [225, 225, 225],
  yellow: [215, 200, 40],
} as const satisfies Record<string, Colour>

export type ColourName = keyof typeof colours
export const colourNames = Object.keys(colours) as readonly ColourName[]

/** One picture of a colour; each `variant` is a little different. */
export function colourPicture(name: ColourName, variant: number): Promise<Buffer> {
  const [red, green, blue] = colours[name]
  const shift = (channel: number, step: number): number => channel + ((variant * step) % 41) - 20
  return plain(48, 40, [shift(red, 7), shift(green, 11), shift(blue, 13)])
    .jpeg()
    .toBuffer()
}

/** A folder with one sub-folder a colour. */
export async function writeColours(folder: string, perClass: number): Promise<void> {
  for (const name of colourNames) {
    for (let variant = 0; variant < perClass; variant++) {
      await writeFiles(join(folder, name), { [`${variant}.jpg`]: await colourPicture(name, variant) })
    }
  }
}
