/** What several contract files are made of. */
import { z } from 'zod'

export const id = z.int().positive()

export const splits = ['train', 'validation', 'test'] as const
export const split = z.enum(splits)
export type Split = z.infer<typeof split>

/** A folder or file on the host's machine, absolute. */
export const path = z.string().min(1).max(4096)

/** A part of the whole, 0 to 0.9. */
export const share = z.number().min(0).max(0.9)
