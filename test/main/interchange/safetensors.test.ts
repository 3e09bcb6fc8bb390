import { describe, expect, it } from 'vitest'
import { decodeSafetensors, encodeSafetensors, type SafeTensor } from '../../../main/interchange/safetensors.ts'

const tensors = new Map<string, SafeTensor>([
  ['conv1.weight', { type: 'F32', shape: [1, 3], data: Float32Array.of(1, -2.5, 3) }],
  ['labels', { type: 'I64', shape: [2], data: BigInt64Array.of(7n, -1n) }],
])

/** A file with this header text and body. */
function file(header: string, body: number): Uint8Array {
  const json = new TextEncoder().encode(header)
  const bytes = new Uint8Array(8 + json.length + body)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true)
  bytes.set(json, 8)
  return bytes
}

describe('safetensors', () => {
  it('brings back what it wrote, also from a buffer that begins at an odd address', () => {
    const written = encodeSafetensors(tensors)
    const shifted = new Uint8Array(written.length + 1)
    shifted.set(written, 1)
    expect(decodeSafetensors(written, 'a.safetensors')).toEqual(tensors)
    expect(decodeSafetensors(shifted.subarray(1), 'a.safetensors')).toEqual(tensors)
  })

  const entry = (shape: string, offsets: string, dtype = 'F32') =>
    `{"dtype":"${dtype}","shape":${shape},"data_offsets":${offsets}}`

  it.each([
    ['a file of a few bytes', new Uint8Array(3), 'it is shorter than its header'],
    ['a header longer than the file', file('', 0).fill(255, 0, 4), 'its header is longer than the file'],
    ['a header that is no JSON', file('{', 0), 'its header is not JSON'],
    ['a header that is a list', file('[]', 0), 'its header is not an object'],
    ['another element type', file(`{"a":${entry('[1]', '[0,2]', 'F16')}}`, 2), 'the tensor a needs a dtype F32 or I64'],
    ['a negative side', file(`{"a":${entry('[-1]', '[0,4]')}}`, 4), 'the tensor a needs a dtype F32 or I64'],
    [
      'too few bytes for the shape',
      file(`{"a":${entry('[2]', '[0,4]')}}`, 4),
      'does not have the bytes that its shape needs',
    ],
    ['an end after the file', file(`{"a":${entry('[2]', '[0,8]')}}`, 4), 'the tensor a ends after the file'],
    [
      'tensors over one another',
      file(`{"a":${entry('[1]', '[0,4]')},"b":${entry('[1]', '[2,6]')}}`, 8),
      'overlaps another',
    ],
  ])('refuses %s', (_, bytes, reason) => {
    expect(() => decodeSafetensors(bytes, 'a.safetensors')).toThrow(`a.safetensors is not a usable safetensors file:`)
    expect(() => decodeSafetensors(bytes, 'a.safetensors')).toThrow(reason)
  })
})
