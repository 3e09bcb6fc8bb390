/**
 * Hostile messages of the wire, the same for the same seed: wrong, huge, deep, truncated and polluting, and such as the
 * contract allows about things that do not exist. None of them has the right to change anything.
 */
import { z } from 'zod'
import { contract } from '../../preload/contract/index.ts'

export interface HostileMessage {
  /** The request's number; null where the message is none. */
  readonly id: number | null
  readonly message: unknown
}

/** Methods that answer without parameters and change nothing. */
const readers = ['system.info', 'datasets.list', 'datasets.imports', 'runs.list']

/** No thing of a fresh workspace has such a number. */
const absent = 2_000_000_000

const bad: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, 1e308, -0, '', ' ', '\u0000', '\ud800', '{}', '[object Object]', 'constructor'],
  ...['../../../../etc/passwd', '..\\..\\windows', '/dev/zero', 'C:\\', '\\\\host\\share', 'file:///etc/passwd', '~'],
  ...["'; DROP TABLE images; --", '" OR 1=1', '%00%2e%2e', '𝔘𝔫𝔦𝔠𝔬𝔡𝔢'.repeat(50), [], {}, [[]], [null], { length: -1 }],
]

const badIds = [-1, 1.5, '1', null, absent ** 2]

/** Whole numbers below `count`, evenly, from a seed: mulberry32. */
export function createDice(seed: number): (count: number) => number {
  let state = seed
  return (count) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * count)
  }
}

interface Schema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly minimum?: number
  readonly exclusiveMinimum?: number
}

interface Target {
  readonly name: string
  readonly input: z.ZodType
  readonly schema: Schema
}

const targets: readonly Target[] = Object.entries(contract).flatMap(([group, methods]) =>
  Object.entries<{ input: z.ZodType }>(methods).map(([method, { input }]) => ({
    name: `${group}.${method}`,
    input,
    schema: z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Schema,
  })),
)

export function* hostileMessages(seed: number, count: number, firstId: number): Generator<HostileMessage> {
  const dice = createDice(seed)
  const pick = <Item>(items: readonly Item[]): Item => items[dice(items.length)]!

  /** A value that the schema may allow; numbers of things are of none that exists. */
  function sample({ type, properties, items, anyOf, oneOf, enum: choices, const: only, ...limits }: Schema): unknown {
    if (only !== undefined) return only
    if (choices) return pick(choices)
    const union = anyOf ?? oneOf
    if (union) return sample(pick(union))
    switch (type) {
      case 'object':
        return Object.fromEntries(Object.entries(properties ?? {}).map(([name, part]) => [name, sample(part)]))
      case 'array':
        return Array.from({ length: dice(4) }, () => sample(items ?? {}))
      case 'integer':
        return limits.exclusiveMinimum === 0 || limits.minimum === 1 ? absent + dice(1000) : dice(100)
      case 'number':
        return dice(1000) / 1000
      case 'boolean':
        return dice(2) === 0
      case 'string':
        return `/nowhere/${dice(1e9)}`
      default:
        return pick(bad)
    }
  }

  /** Replaces one part, anywhere, by something bad. */
  function spoil(value: unknown): unknown {
    if (dice(3) === 0 || typeof value !== 'object' || value === null) return pick(bad)
    const names = Object.keys(value)
    if (names.length === 0) return { ...value, [pick(['__proto__', 'constructor', 'x'])]: pick(bad) }
    const name = pick(names)
    const part = spoil((value as Record<string, unknown>)[name])
    return Array.isArray(value) ? value.with(Number(name), part) : { ...value, [name]: part }
  }

  function paramsOf({ name, input, schema }: Target): unknown {
    const valid = sample(schema)
    const params = dice(4) === 0 ? valid : spoil(valid)
    const harmless = readers.includes(name) || /"\w*[iI]ds?":/.test(JSON.stringify(params))
    return input.safeParse(params).success && !harmless ? [params] : params
  }

  const deep = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown
  const polluting = JSON.parse(
    '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"polluted":true}',
  ) as object

  for (let index = 0; index < count; index++) {
    const id = firstId + index
    const target = pick(targets)
    const request = { kind: 'request', id, method: target.name }
    switch (dice(20)) {
      case 0:
        yield { id: null, message: pick(bad) }
        break
      case 1:
        yield { id: null, message: { ...request, id: pick(badIds), params: {} } }
        break
      case 2:
        yield {
          id,
          message: { ...request, method: pick(['', 'x.y', '__proto__', 'constructor.name', 'toString']), params: {} },
        }
        break
      case 3:
        yield { id, message: { ...request, ...polluting, params: [polluting] } }
        break
      case 4:
        yield { id, message: { ...request, params: dice(50) === 0 ? deep(1000) : deep(50) } }
        break
      case 5:
        yield { id, message: { ...request, params: dice(50) === 0 ? ['x'.repeat(1_000_000)] : ['x'.repeat(1000)] } }
        break
      case 6:
        yield { id: null, message: pick([request, { ...request, kind: 'reply' }]) }
        break
      case 7:
        yield {
          id: null,
          message: { kind: pick(['cancel', 'reply', 'event', '']), id: pick(badIds), event: 'runs.changed' },
        }
        break
      default:
        yield { id, message: { ...request, params: paramsOf(target) } }
    }
  }
}
