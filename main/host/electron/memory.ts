/**
 * What the window remembers from one start to the next: where it was, how large its contents were shown, and what the
 * person prefers. A file that is absent, damaged or of another version only means that nothing is remembered.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { windowPreferences } from '../../../preload/contract/index.ts'

const rectangle = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) })
export type Rectangle = z.infer<typeof rectangle>

const remembered = z.object({
  bounds: rectangle,
  maximised: z.boolean(),
  zoom: z.number().min(0.25).max(5),
  preferences: windowPreferences,
})
export type Remembered = Partial<z.infer<typeof remembered>>

export interface Memory {
  readonly now: Remembered
  /** Keeps further things, at once and whole. */
  keep(more: Remembered): void
}

export function openMemory(file: string): Memory {
  let now = read(file)
  return {
    get now() {
      return now
    },
    keep(more) {
      now = { ...now, ...more }
      writeFileSync(`${file}.new`, JSON.stringify(now))
      renameSync(`${file}.new`, file)
    },
  }
}

function read(file: string): Remembered {
  try {
    return dropUndefined(remembered.partial().parse(JSON.parse(readFileSync(file, 'utf8'))))
  } catch {
    return {}
  }
}

function dropUndefined(values: { readonly [Key in keyof Remembered]?: Remembered[Key] | undefined }): Remembered {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}
