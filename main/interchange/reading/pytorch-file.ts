/**
 * Files of `torch.save` (.pth, .pt): a zip archive of one pickle and the storages, or, before PyTorch 1.6, pickles and
 * storages in a row. Everything in a file is hostile until checked.
 */
import { open, readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import yauzl from 'yauzl'
import { z } from 'zod'
import { elements } from '../../network/layers.ts'
import type { Content } from './content.ts'
import { toFloat32 } from '../formats/elements.ts'
import { PickleReader, TensorView, type Storage } from './pytorch-pickle.ts'
import type { Tensor } from '../parameters.ts'

/** The pickle of 0x1950a86a20f9469cfc6c, with which the old form begins. */
const oldBeginning = Buffer.from('80028a0a6cfc9c46f9206aa850192e', 'hex')
const zipBeginning = Buffer.from('504b0304', 'hex')

/** A pickle describes tensors in some hundred bytes each. */
const mostPickleBytes = 16e6
/** Of storages; the largest AlexNet here has half a gigabyte. */
const mostBytes = 2e9

/** Where `torch.save` is given more than a state dict, it is usually under one of these names. */
const usualKeys = ['state_dict', 'model_state_dict', 'model', 'net', 'weights']

/**
 * The tensors of a saved state dict by name, without the whole numbers among them. Throws an `Error` that says what is
 * wrong with the file.
 */
export async function readPytorch(path: string): Promise<Content> {
  const { object, storages } = await readSaved(path)
  const views = stateDict(object)
  if (!views) {
    throw new Error('it holds no state dict. In PyTorch, write one by torch.save(model.state_dict(), "weights.pth")')
  }
  const tensors = new Map<string, Tensor>()
  for (const [key, view] of views) {
    const numbers = storages.get(view.storage.key)
    const data = numbers && gather(numbers, view)
    if (!data) throw new Error(`the tensor ${key} lies outside its storage`)
    tensors.set(key, { shape: view.shape, data })
  }
  return { tensors, metadata: {}, pixels: 'torchvision' }
}

interface Saved {
  readonly object: unknown
  /** Floating-point numbers by key. */
  readonly storages: ReadonlyMap<string, Float32Array>
}

async function firstBytes(path: string, count: number): Promise<Buffer> {
  await using file = await open(path)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0)
  return buffer.subarray(0, bytesRead)
}

async function readSaved(path: string): Promise<Saved> {
  const beginning = await firstBytes(path, oldBeginning.length)
  try {
    if (beginning.equals(oldBeginning)) return await readOldForm(path)
    if (beginning.subarray(0, 4).equals(zipBeginning)) return await readArchive(path)
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    throw new Error('it describes a tensor in a way that PyTorch does not', { cause: error })
  }
  throw new Error('it begins unlike any')
}

/** `NAME/data.pkl` and `NAME/data/KEY`. */
async function readArchive(path: string): Promise<Saved> {
  const archive = await yauzl.openPromise(path, { autoClose: false })
  try {
    const entries = new Map<string, yauzl.Entry>()
    for await (const entry of archive.eachEntry()) {
      entries.set(entry.fileName.slice(entry.fileName.indexOf('/') + 1), entry)
    }
    const read = async (name: string, most: number): Promise<Buffer> => {
      const entry = entries.get(name)
      if (!entry) throw new Error(`it has no ${name}`)
      if (entry.uncompressedSize > most) throw new Error(`${name} in it is too large`)
      return buffer(await archive.openReadStreamPromise(entry))
    }
    if (entries.has('byteorder') && (await read('byteorder', 16)).toString() !== 'little') {
      throw new Error('its numbers are big-endian')
    }
    const pickles = new PickleReader(await read('data.pkl', mostPickleBytes))
    const object = pickles.next()
    demandRoom(pickles.storages.values())
    const storages = new Map<string, Float32Array>()
    for (const storage of pickles.storages.values()) {
      if (storage.type === null) continue
      const bytes = await read(`data/${storage.key}`, storage.elements * storage.elementBytes)
      storages.set(storage.key, numbersOf(storage, bytes, storage.type))
    }
    return { object, storages }
  } finally {
    archive.close()
  }
}

const keyList = z.array(z.string())

/** A number that marks it, the format's version, what the machine was, the object, the keys; then the storages. */
async function readOldForm(path: string): Promise<Saved> {
  const file = await readFile(path)
  const pickles = new PickleReader(file.subarray(oldBeginning.length))
  const [version, _machine, object, named] = Array.from({ length: 4 }, () => pickles.next())
  if (version !== 1001) throw new Error('it is of a version of its own')
  const keys = keyList.parse(named)
  demandRoom(pickles.storages.values())
  const storages = new Map<string, Float32Array>()
  let place = oldBeginning.length + pickles.position
  for (const key of keys) {
    const storage = pickles.storages.get(key)
    if (!storage) throw new Error(`no tensor has the storage ${key}`)
    // Before its bytes, each has its number of elements in eight bytes.
    const begin = place + 8
    place = begin + storage.elements * storage.elementBytes
    if (storage.type !== null) storages.set(key, numbersOf(storage, file.subarray(begin, place), storage.type))
  }
  return { object, storages }
}

function demandRoom(storages: Iterable<Storage>): void {
  let bytes = 0
  for (const { elements, elementBytes } of storages) bytes += elements * elementBytes
  if (bytes > mostBytes) throw new Error('it has more than 2 GB of numbers')
}

function numbersOf(storage: Storage, bytes: Uint8Array, type: NonNullable<Storage['type']>): Float32Array {
  if (bytes.length !== storage.elements * storage.elementBytes) throw new Error('it breaks off')
  return toFloat32(bytes, type)
}

/** The tensors under a usual name, else those of the map itself; `undefined` where there are none. */
function stateDict(object: unknown): Map<string, TensorView> | undefined {
  if (!(object instanceof Map)) return undefined
  return [...usualKeys.map((key): unknown => object.get(key)), object].map(floatsOf).find(({ size }) => size > 0)
}

function floatsOf(object: unknown): Map<string, TensorView> {
  const entries = object instanceof Map ? [...(object as Map<unknown, unknown>)] : []
  const isFloats = (entry: [unknown, unknown]): entry is [string, TensorView] =>
    typeof entry[0] === 'string' && entry[1] instanceof TensorView && entry[1].storage.type !== null
  return new Map(entries.filter(isFloats))
}

/** The view's numbers in rows; `undefined` where it reaches beyond them. */
function gather(numbers: Float32Array, { offset, shape, strides }: TensorView): Float32Array | undefined {
  if (shape.length !== strides.length) return undefined
  const count = elements(shape)
  const last = shape.reduce((place, side, axis) => place + (side - 1) * strides[axis]!, offset)
  if (count > numbers.length || (count > 0 && last >= numbers.length)) return undefined
  if (isInRows(shape, strides)) return numbers.slice(offset, offset + count)
  const gathered = new Float32Array(count)
  for (let index = 0; index < count; index++) {
    let [rest, place] = [index, offset]
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      place += (rest % shape[axis]!) * strides[axis]!
      rest = Math.floor(rest / shape[axis]!)
    }
    gathered[index] = numbers[place]!
  }
  return gathered
}

function isInRows(shape: readonly number[], strides: readonly number[]): boolean {
  let stride = 1
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== stride) return false
    stride *= shape[axis]!
  }
  return true
}
