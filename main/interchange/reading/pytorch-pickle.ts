/**
 * What `torch.save` pickles of tensors: where their numbers lie in the file, and in what shape. A pickle is a program
 * that names functions to call; here every name but those of tensors stands for nothing and calls nothing.
 */
import { BufferReader, Parser } from 'pickleparser'
import { z } from 'zod'
import type { FloatType } from '../formats/elements.ts'

/** A row of numbers in the file, of which tensors are views. */
export interface Storage {
  readonly key: string
  /** `null`: whole numbers or truth values, of `elementBytes` each. */
  readonly type: FloatType | null
  readonly elementBytes: number
  readonly elements: number
}

/** Offset and strides count elements. */
export class TensorView {
  readonly storage: Storage
  readonly offset: number
  readonly shape: readonly number[]
  readonly strides: readonly number[]

  constructor(storage: Storage, offset: number, shape: readonly number[], strides: readonly number[]) {
    this.storage = storage
    this.offset = offset
    this.shape = shape
    this.strides = strides
  }
}

class StorageType {
  readonly type: FloatType | null
  readonly bytes: number

  constructor(type: FloatType | null, bytes: number) {
    this.type = type
    this.bytes = bytes
  }
}

const storageTypes: Readonly<Record<string, StorageType>> = {
  DoubleStorage: new StorageType('F64', 8),
  FloatStorage: new StorageType('F32', 4),
  HalfStorage: new StorageType('F16', 2),
  BFloat16Storage: new StorageType('BF16', 2),
  LongStorage: new StorageType(null, 8),
  IntStorage: new StorageType(null, 4),
  ShortStorage: new StorageType(null, 2),
  CharStorage: new StorageType(null, 1),
  ByteStorage: new StorageType(null, 1),
  BoolStorage: new StorageType(null, 1),
}

const whole = z.int().min(0)
const sides = z.array(whole).max(16)
/** `torch.serialization`: kind, class, key, device, number of elements. */
const storageId = z.tuple([z.literal('storage'), z.instanceof(StorageType), z.string(), z.string(), whole], z.unknown())
/** `torch._utils._rebuild_tensor_v2`: storage, offset, size, stride, and what a gradient needs. */
const tensorArguments = z.tuple([z.custom<Storage>(isStorage), whole, sides, sides], z.unknown())

/** Reads pickles one after another from a file's bytes, none of them twice. Throws an `Error` in the parser's words. */
export class PickleReader {
  readonly #reader: BufferReader
  readonly #storages = new Map<string, Storage>()

  constructor(bytes: Uint8Array) {
    this.#reader = new ForwardReader(bytes)
  }

  /** Bytes behind the last pickle. */
  get position(): number {
    return this.#reader.position
  }

  /** The next object: dictionaries are maps, tensors are views, and what is neither plain data nor a tensor is empty. */
  next(): unknown {
    const parser = new Parser({
      unpicklingTypeOfDictionary: 'Map',
      nameResolver: { resolve: (module, name) => meaningOf(module, name) as () => unknown },
      persistentResolver: { resolve: (id: unknown) => this.#storage(id) },
    })
    return parser.read(this.#reader)
  }

  /** The storages that were named so far, by their keys. */
  get storages(): ReadonlyMap<string, Storage> {
    return this.#storages
  }

  #storage(id: unknown): Storage {
    const [, { type, bytes }, key, , elements] = storageId.parse(id)
    const known = this.#storages.get(key)
    if (known) return known
    const storage = { key, type, elementBytes: bytes, elements }
    this.#storages.set(key, storage)
    return storage
  }
}

/** A negative length would send it back, and round for ever. */
class ForwardReader extends BufferReader {
  override skip(offset: number): void {
    if (offset < 0) throw new Error('a length is negative')
    super.skip(offset)
  }
}

/** What a pickle may call by this name. */
function meaningOf(module: string, name: string): unknown {
  switch (`${module}.${name}`) {
    case 'collections.OrderedDict':
      return () => new Map()
    case 'torch._utils._rebuild_tensor_v2':
      return (...given: unknown[]) => {
        const [storage, offset, shape, strides] = tensorArguments.parse(given)
        return new TensorView(storage, offset, shape, strides)
      }
    case 'torch._utils._rebuild_parameter':
      return (tensor: unknown) => tensor
    default:
      if (module === 'torch' && Object.hasOwn(storageTypes, name)) return storageTypes[name]
      // Called as a function and as a class; an arrow function could not be the latter.
      return function () {
        return {}
      }
  }
}

function isStorage(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'elementBytes' in value && 'key' in value
}
