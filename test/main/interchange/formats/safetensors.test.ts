import { describe, expect, it } from 'vitest'
import {
  decodeSafetensors,
  encodeSafetensors,
  type SafeTensor,
} from '../../../../main/interchange/formats/safetensors.ts'

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

const entry = (shape: string, offsets: string, dtype = 'F32') =>
  `{"dtype":"${dtype}","shape":${shape},"data_offsets":${offsets}}`

describe('safetensors', () => {
  it('brings back what it wrote, also from a buffer that begins at an odd address', () => {
    const written = encodeSafetensors(tensors)
    const shifted = new Uint8Array(written.length + 1)
    shifted.set(written, 1)
    expect(decodeSafetensors(written, 'a.safetensors')).toEqual({ tensors, metadata: {} })
    expect(decodeSafetensors(shifted.subarray(1), 'a.safetensors')).toEqual({ tensors, metadata: {} })
  })

  it('brings back what is said of the tensors', () => {
    const metadata = { format: 'pt', classes: '["cat"]' }
    expect(decodeSafetensors(encodeSafetensors(tensors, metadata), 'a.safetensors').metadata).toEqual(metadata)
  })

  it.each([
    // 1.5 and −2: IEEE 754 with 11, 5 and 8 bits of exponent.
    ['F64', [0, 0, 0, 0, 0, 0, 0xf8, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0xc0]],
    ['F16', [0x00, 0x3e, 0x00, 0xc0]],
    ['BF16', [0xc0, 0x3f, 0x00, 0xc0]],
  ])('reads %s as fp32', (dtype, bytes) => {
    const whole = file(`{"a":${entry('[2]', `[0,${String(bytes.length)}]`, dtype)}}`, bytes.length)
    whole.set(bytes, whole.length - bytes.length)
    const { tensors } = decodeSafetensors(whole, 'a.safetensors')
    expect(tensors.get('a')).toEqual({ type: 'F32', shape: [2], data: Float32Array.of(1.5, -2) })
  })

  it.each([
    ['a file of a few bytes', new Uint8Array(3), 'it is shorter than its header'],
    ['a header longer than the file', file('', 0).fill(255, 0, 4), 'its header is longer than the file'],
    ['a header that is no JSON', file('{', 0), 'its header is not JSON'],
    ['a header that is a list', file('[]', 0), 'its header is not an object'],
    ['another element type', file(`{"a":${entry('[1]', '[0,2]', 'I16')}}`, 2), 'the tensor a needs a dtype of F64'],
    ['a negative side', file(`{"a":${entry('[-1]', '[0,4]')}}`, 4), 'the tensor a needs a dtype of F64'],
    ['metadata that are no text', file('{"__metadata__":{"a":1}}', 0), 'its __metadata__ is not text by name'],
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
