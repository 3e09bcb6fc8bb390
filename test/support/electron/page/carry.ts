/**
 * Values between a page and its host as text, with what a structured clone keeps and JSON does not. Runs on both sides:
 * in pages as source text, so that it refers to nothing outside itself.
 */
export interface Carrier {
  /** Throws a DataCloneError for what cannot be cloned. */
  encode(value: unknown): string
  decode(text: string): unknown
}

export function createCarrier(): Carrier {
  function pack(value: unknown): unknown {
    if (value === undefined) return { $: 'undefined' }
    if (typeof value === 'number' && !Number.isFinite(value)) return { $: 'number', of: String(value) }
    if (typeof value === 'bigint') return { $: 'bigint', of: String(value) }
    if (value instanceof Date) return { $: 'date', of: value.getTime() }
    if (value instanceof Map) return { $: 'map', of: [...value].map(pack) }
    if (value instanceof Set) return { $: 'set', of: [...value].map(pack) }
    if (value instanceof Uint8Array) return { $: 'bytes', of: [...value] }
    if (Array.isArray(value)) return value.map(pack)
    if (typeof value === 'object' && value !== null) {
      return { $: 'object', of: Object.entries(value).map(([key, item]) => [key, pack(item)]) }
    }
    return value
  }

  function unpack(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(unpack)
    if (typeof value !== 'object' || value === null) return value
    const { $: kind, of } = value as { $: string; of?: unknown }
    switch (kind) {
      case 'undefined':
        return undefined
      case 'number':
        return Number(of)
      case 'bigint':
        return BigInt(of as string)
      case 'date':
        return new Date(of as number)
      case 'map':
        return new Map(unpack(of) as [unknown, unknown][])
      case 'set':
        return new Set(unpack(of) as unknown[])
      case 'bytes':
        return new Uint8Array(of as number[])
      default:
        return Object.fromEntries((of as [string, unknown][]).map(([key, item]) => [key, unpack(item)]))
    }
  }

  return {
    encode: (value) => JSON.stringify(pack(structuredClone(value))),
    decode: (text) => unpack(JSON.parse(text)),
  }
}
