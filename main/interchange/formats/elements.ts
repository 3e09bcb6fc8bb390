/** The floating-point numbers that files of networks hold, and what becomes of them: fp32. Little-endian, as in files. */

/** IEEE 754 double, single and half precision, and the upper half of single precision. */
export type FloatType = 'F64' | 'F32' | 'F16' | 'BF16'

export const floatBytes: Readonly<Record<FloatType, number>> = { F64: 8, F32: 4, F16: 2, BF16: 2 }

export function isFloatType(type: string): type is FloatType {
  return Object.hasOwn(floatBytes, type)
}

/** @param bytes a whole number of elements, at any address */
export function toFloat32(bytes: Uint8Array, type: FloatType): Float32Array<ArrayBuffer> {
  // A copy, since a file may hold them at an odd address.
  const { buffer } = new Uint8Array(bytes)
  switch (type) {
    case 'F32':
      return new Float32Array(buffer)
    case 'F64':
      return Float32Array.from(new Float64Array(buffer))
    case 'F16':
      return Float32Array.from(new Float16Array(buffer))
    case 'BF16':
      return new Float32Array(Uint32Array.from(new Uint16Array(buffer), (half) => half << 16).buffer)
    default:
      return type satisfies never
  }
}
