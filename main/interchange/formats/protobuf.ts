/** Takes some fields out of a Protocol Buffers message without its schema, which for a network is a few among hundreds. */
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire'

/** Bytes of what has a length, a whole number, or a float of 32 bits. */
export type FieldValue = Uint8Array | number

/** Every field in its order; those of 64 bits, which no network needs, are left out. Throws an `Error` where it breaks off. */
export function* fieldsOf(message: Uint8Array): Generator<readonly [number: number, value: FieldValue]> {
  const reader = new BinaryReader(message)
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag()
    if (wireType === WireType.LengthDelimited) yield [number, reader.bytes()]
    else if (wireType === WireType.Varint) yield [number, Number(reader.int64())]
    else if (wireType === WireType.Bit32) yield [number, reader.float()]
    else reader.skip(wireType, number)
  }
}

/** All values of a field that are messages, texts or bytes. */
export function bytesAt(message: Uint8Array, wanted: number): Uint8Array[] {
  return [...fieldsOf(message)].flatMap(([number, value]) =>
    number === wanted && value instanceof Uint8Array ? [value] : [],
  )
}

export function textAt(message: Uint8Array, wanted: number): string {
  return new TextDecoder().decode(bytesAt(message, wanted).at(-1))
}

/** A field's last number, whole or fp32. */
export function numberAt(message: Uint8Array, wanted: number): number | undefined {
  const found = [...fieldsOf(message)].findLast(([number, value]) => number === wanted && typeof value === 'number')
  return found?.[1] as number | undefined
}

/** All whole numbers of a field, each for itself or packed. */
export function wholeNumbersAt(message: Uint8Array, wanted: number): number[] {
  return [...fieldsOf(message)].flatMap(([number, value]) => {
    if (number !== wanted) return []
    return typeof value === 'number' ? [value] : unpacked(value)
  })
}

function unpacked(bytes: Uint8Array): number[] {
  const reader = new BinaryReader(bytes)
  const values: number[] = []
  while (reader.pos < reader.len) values.push(Number(reader.int64()))
  return values
}

/** fp32 of a field that is packed, as every writer of large tensors does it. */
export function floatsAt(message: Uint8Array, wanted: number): Float32Array<ArrayBuffer> {
  const parts = bytesAt(message, wanted)
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let place = 0
  for (const part of parts) {
    whole.set(part, place)
    place += part.length
  }
  if (whole.length % 4 !== 0) throw new Error('it breaks off within a number')
  return new Float32Array(whole.buffer)
}
