/**
 * safetensors files: eight bytes of header length, a JSON header, and the tensors' bytes. Everything in a file is
 * hostile until checked: lengths, offsets, overlaps, element types.
 */
import { z } from 'zod'
import { Failure } from '../../lib/failure.ts'
import { floatBytes, isFloatType, toFloat32 } from './elements.ts'

/** Floating-point numbers of any width are read as fp32. */
export type SafeTensor =
  | { readonly type: 'F32'; readonly shape: readonly number[]; readonly data: Float32Array }
  | { readonly type: 'I64'; readonly shape: readonly number[]; readonly data: BigInt64Array }

export interface SafetensorsFile {
  readonly tensors: Map<string, SafeTensor>
  /** What else the file says, by a name each. */
  readonly metadata: Readonly<Record<string, string>>
}

const elementBytes = { ...floatBytes, I64: 8 } as const
/** The format's own limit. */
const longestHeader = 100_000_000

const entry = z.object({
  dtype: z.enum(['F64', 'F32', 'F16', 'BF16', 'I64']),
  shape: z.array(z.int().min(0)).max(16),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
})
const header = z.record(z.string(), z.unknown())
const words = z.record(z.string(), z.string()).default({})

/** The file's bytes for these tensors, in the order of the map, and for what is to be said of them. */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, SafeTensor>,
  metadata?: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  let end = 0
  const entries = [...tensors].map(([name, { type, shape, data }]) => {
    const begin = end
    end += data.byteLength
    return [name, { dtype: type, shape, data_offsets: [begin, end] }] as const
  })
  const head: Record<string, unknown> = { ...(metadata && { __metadata__: metadata }) }
  for (const [name, described] of entries) head[name] = described
  const json = new TextEncoder().encode(JSON.stringify(head))
  const headerLength = Math.ceil(json.length / 8) * 8
  const file = new Uint8Array(8 + headerLength + end)
  new DataView(file.buffer).setBigUint64(0, BigInt(headerLength), true)
  file.fill(0x20, 8, 8 + headerLength)
  file.set(json, 8)
  let offset = 8 + headerLength
  for (const { data } of tensors.values()) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset)
    offset += data.byteLength
  }
  return file
}

/** Throws `Failure('invalid-input')` that says what is wrong with the file. */
export function decodeSafetensors(file: Uint8Array, fileName: string): SafetensorsFile {
  const refuse = (reason: string) =>
    new Failure('invalid-input', `${fileName} is not a usable safetensors file: ${reason}.`)
  if (file.length < 8) throw refuse('it is shorter than its header')
  const length = new DataView(file.buffer, file.byteOffset).getBigUint64(0, true)
  if (length > BigInt(longestHeader) || Number(length) > file.length - 8)
    throw refuse('its header is longer than the file')
  const body = file.subarray(8 + Number(length))
  const { entries, metadata } = readHeader(file.subarray(8, 8 + Number(length)), refuse)
  refuseOverlap(entries, refuse)
  const tensors = new Map(
    entries.map(([name, { dtype, shape, data_offsets }]) => {
      const [begin, end] = data_offsets
      const bytes = shape.reduce((product, side) => product * side, elementBytes[dtype])
      if (end > body.length) throw refuse(`the tensor ${name} ends after the file`)
      if (end - begin !== bytes) throw refuse(`the tensor ${name} does not have the bytes that its shape needs`)
      return [name, tensorOf(dtype, shape, body.subarray(begin, end))]
    }),
  )
  return { tensors, metadata }
}

function tensorOf(dtype: keyof typeof elementBytes, shape: readonly number[], bytes: Uint8Array): SafeTensor {
  if (isFloatType(dtype)) return { type: 'F32', shape, data: toFloat32(bytes, dtype) }
  // A copy, since the file may hold it at an odd address.
  return { type: dtype, shape, data: new BigInt64Array(new Uint8Array(bytes).buffer) }
}

type Entry = [name: string, entry: z.infer<typeof entry>]

function readHeader(
  bytes: Uint8Array,
  refuse: (reason: string) => Failure,
): { entries: Entry[]; metadata: Record<string, string> } {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw refuse('its header is not JSON')
  }
  const parsed = header.safeParse(json)
  if (!parsed.success) throw refuse('its header is not an object')
  const { __metadata__: said, ...described } = parsed.data
  const metadata = words.safeParse(said)
  if (!metadata.success) throw refuse('its __metadata__ is not text by name')
  const entries = Object.entries(described).map(([name, value]): Entry => {
    const checked = entry.safeParse(value)
    if (checked.success) return [name, checked.data]
    throw refuse(`the tensor ${name} needs a dtype of F64, F32, F16, BF16 or I64, a shape and data_offsets`)
  })
  return { entries, metadata: metadata.data }
}

function refuseOverlap(entries: readonly Entry[], refuse: (reason: string) => Failure): void {
  const sorted = entries.toSorted(([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0])
  let reached = 0
  for (const [name, { data_offsets }] of sorted) {
    const [begin, end] = data_offsets
    if (begin < reached || end < begin) throw refuse(`the tensor ${name} overlaps another`)
    reached = end
  }
}
