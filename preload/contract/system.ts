/** The machine and the host: what it is, what it can train on, which folders it has. */
import { z } from 'zod'
import { path } from './basics.ts'
import { method } from './wire.ts'

/** Every device that this program knows, by what `--device` and a run's settings name, and where it may be found. */
export const deviceCandidates = [
  {
    id: 'tensorflow-cuda',
    name: 'NVIDIA GPU through TensorFlow and CUDA',
    engine: 'tensorflow',
    platforms: ['linux', 'win32'],
  },
  { id: 'cuda', name: 'NVIDIA GPU through ONNX Runtime and CUDA', engine: 'onnx', platforms: ['linux'] },
  { id: 'webgpu', name: 'GPU through WebGPU', engine: 'onnx', platforms: ['linux', 'win32', 'darwin'] },
  { id: 'dml', name: 'GPU through DirectML', engine: 'onnx', platforms: ['win32'] },
  { id: 'coreml', name: 'Apple GPU and Neural Engine through Core ML', engine: 'onnx', platforms: ['darwin'] },
  {
    id: 'tensorflow-cpu',
    name: 'CPU through TensorFlow',
    engine: 'tensorflow',
    platforms: ['linux', 'win32', 'darwin'],
  },
  { id: 'cpu', name: 'CPU', engine: 'onnx', platforms: ['linux', 'win32', 'darwin'] },
] as const
export type DeviceId = (typeof deviceCandidates)[number]['id']

/** What a device is called. */
export function deviceName(id: string): string {
  return deviceCandidates.find((candidate) => candidate.id === id)?.name ?? id
}

/** Whether a run's device is the processor, which `auto` means where nobody chose. */
export function isProcessor(device: string): boolean {
  return device === 'cpu' || device === 'tensorflow-cpu' || device === 'auto'
}

export const device = z.object({
  id: z.string(),
  name: z.string(),
  engine: z.enum(['onnx', 'tensorflow']),
  usable: z.boolean(),
  /** Why it cannot be used, and what to do where something can be done. */
  reason: z.string().nullable(),
  /** Training pictures of `alexnet-mini` a second, where several devices had to be compared. */
  imagesPerSecond: z.number().nullable(),
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

export const listedFile = z.object({ name: z.string(), path: z.string(), kind: z.enum(['source', 'network']) })
export type ListedFile = z.infer<typeof listedFile>

export const folderListing = z.object({
  path: z.string(),
  parent: z.string().nullable(),
  folders: z.array(z.object({ name: z.string(), path: z.string() })),
  /** What an import takes besides pictures: archives, manifests and lists, and files of trained networks. */
  files: z.array(listedFile),
  /** Pictures that lie directly in it. */
  images: z.int(),
})
export type FolderListing = z.infer<typeof folderListing>

export const system = {
  info: method(z.object({}), systemInfo),
  /** The devices of this platform, fastest first, then those that cannot be used. */
  devices: method(z.object({}), z.array(device)),
  /** The platform's own folder dialog; `unsupported` where the host has none, and then `listFolder` serves. */
  chooseFolder: method(z.object({ title: z.string().max(200) }), z.object({ path: z.string().nullable() })),
  /** What lies in a folder, in the person's home without a path. */
  listFolder: method(z.object({ path: path.optional() }), folderListing),
}
