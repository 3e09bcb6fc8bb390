/** The machine and the host: what it is, what it can train on, which folders it has. */
import { z } from 'zod'
import { path } from './datasets.ts'
import { method } from './wire.ts'

export const device = z.object({
  /** What `--device` and a run's settings name, e.g. `cpu`. */
  id: z.string(),
  name: z.string(),
  engine: z.enum(['onnx', 'tensorflow']),
  usable: z.boolean(),
  /** Why it cannot be used, and what to do where something can be done. */
  reason: z.string().nullable(),
})
export type Device = z.infer<typeof device>

export const systemInfo = z.object({
  version: z.string(),
  host: z.enum(['electron', 'loopback', 'terminal']),
  workspace: z.string(),
  platform: z.string(),
  cores: z.int(),
  memoryBytes: z.number(),
})
export type SystemInfo = z.infer<typeof systemInfo>

export const folderListing = z.object({
  path: z.string(),
  parent: z.string().nullable(),
  folders: z.array(z.object({ name: z.string(), path: z.string() })),
  /** Pictures that lie directly in it. */
  images: z.int(),
})
export type FolderListing = z.infer<typeof folderListing>

export const system = {
  info: method(z.object({}), systemInfo),
  devices: method(z.object({}), z.array(device)),
  /** The platform's own folder dialog; `unsupported` where the host has none, and then `listFolder` serves. */
  chooseFolder: method(z.object({ title: z.string().max(200) }), z.object({ path: z.string().nullable() })),
  /** The sub-folders of a folder, of the person's home without a path. */
  listFolder: method(z.object({ path: path.optional() }), folderListing),
}
