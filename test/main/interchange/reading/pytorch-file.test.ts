import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readPytorch } from '../../../../main/interchange/reading/pytorch-file.ts'
import { numbers } from '../../../engine/inputs.ts'
import { temporaryFolder } from '../../../support/workspace.ts'

const weights = join(import.meta.dirname, '..', '..', '..', 'reference', 'weights')

/** As `make_pytorch_files.py` names and makes them. */
const shapes: readonly [string, readonly number[]][] = [
  ['features.0.weight', [6, 3, 5, 5]],
  ['features.0.bias', [6]],
  ['features.3.weight', [16, 6, 5, 5]],
  ['features.3.bias', [16]],
  ['classifier.0.weight', [120, 400]],
  ['classifier.0.bias', [120]],
  ['classifier.2.weight', [84, 120]],
  ['classifier.2.bias', [84]],
  ['classifier.4.weight', [7, 84]],
  ['classifier.4.bias', [7]],
]
const expected = shapes.map(([name, shape], seed): [string, object] => {
  const count = shape.reduce((product, side) => product * side)
  // JavaScript rounds a half up, NumPy to the even one; none of these is a half.
  return [name, { shape, data: Float32Array.from(numbers(seed, count), (value) => Math.round(value * 4) / 16) }]
})

describe('a file of PyTorch', () => {
  it('is read as it is written today', async () => {
    expect((await readPytorch(join(weights, 'lenet.pth'))).tensors).toEqual(new Map(expected))
  })

  it('is read as it was written before 1.6: a state dict in a checkpoint, in halves, an axis turned', async () => {
    const { tensors } = await readPytorch(join(weights, 'lenet-old.pth'))
    expect(tensors).toEqual(new Map(expected.map(([name, tensor]) => [`module.${name}`, tensor])))
  })
})

const oldBeginning = readFileSync(join(weights, 'lenet-old.pth')).subarray(0, 15)

/** A file of the old form whose object is this pickle, given by its operations. */
function oldFile(...operations: readonly (string | Buffer)[]): Buffer {
  const pickle = Buffer.concat(operations.map((one) => (typeof one === 'string' ? Buffer.from(one, 'latin1') : one)))
  const [version, machine, keys] = ['\x80\x02M\xe9\x03.', '\x80\x02}.', '\x80\x02].']
  return Buffer.concat([
    oldBeginning,
    ...[version, machine].map((text) => Buffer.from(text, 'latin1')),
    Buffer.from('\x80\x02', 'latin1'),
    pickle,
    Buffer.from('.', 'latin1'),
    Buffer.from(keys, 'latin1'),
  ])
}

const text = (word: string) => `X${String.fromCharCode(word.length)}\0\0\0${word}`
/** A tensor in a storage of this many numbers; its offset, sides and strides are whole numbers below 256. */
const tensor = (storageNumbers: number, offset: number, side: number, stride: number) =>
  [
    'ctorch._utils\n_rebuild_tensor_v2\n(',
    ...['(', text('storage'), 'ctorch\nFloatStorage\n', text('0'), text('cpu'), longer(storageNumbers), 'tQ'],
    ...[`K${String.fromCharCode(offset)}`, `K${String.fromCharCode(side)}\x85`, `K${String.fromCharCode(stride)}\x85`],
    '\x89ccollections\nOrderedDict\n)RtR',
  ].join('')
/** A whole number of four bytes. */
function longer(value: number): string {
  const bytes = Buffer.alloc(5)
  bytes.write('J', 'latin1')
  bytes.writeInt32LE(value, 1)
  return bytes.toString('latin1')
}
const inDict = (value: string) => `}${text('a.weight')}${value}s`

async function refusalOf(bytes: Uint8Array): Promise<string> {
  const path = join(await temporaryFolder(), 'a.pth')
  writeFileSync(path, bytes)
  const failure = await readPytorch(path).then(
    () => undefined,
    (error: unknown) => error as Error,
  )
  return failure!.message
}

describe('a file that is none of PyTorch', () => {
  it.each([
    ['empty', Buffer.alloc(0), 'it begins unlike any'],
    ['text', Buffer.from('hello, I am a network'), 'it begins unlike any'],
    ['an archive that breaks off', readFileSync(join(weights, 'lenet.pth')).subarray(0, 200_000), /central directory/],
    ['an old one that breaks off', readFileSync(join(weights, 'lenet-old.pth')).subarray(0, 100_000), 'it breaks off'],
    ['an old one without an object', oldBeginning, 'Unexpected end of file'],
    ['a number', oldFile('K\x05'), 'it holds no state dict'],
    ['a length below zero', oldFile('B\xf0\xff\xff\xff'), 'a length is negative'],
    ['a call of a number', oldFile('K\x05)R'), /is not a function/],
    ['a storage without numbers', oldFile(inDict(tensor(4, 0, 4, 1))), 'the tensor a.weight lies outside its storage'],
    ['a storage of 2 GB', oldFile(inDict(tensor(2_000_000_000, 0, 4, 1))), 'it has more than 2 GB of numbers'],
    [
      'a storage described by a word',
      oldFile(inDict(tensor(4, 0, 4, 1).replace(text('cpu'), 'K\x01'))),
      'it describes a tensor in a way that PyTorch does not',
    ],
  ])('%s', async (_, bytes, reason) => {
    expect(await refusalOf(bytes)).toMatch(reason)
  })

  it('calls nothing that it names', async () => {
    const folder = await temporaryFolder()
    const touched = join(folder, 'touched')
    const command = `touch ${touched}`
    const message = await refusalOf(oldFile(`cos\nsystem\n(${text(command)}tR`))
    expect(message).toContain('it holds no state dict')
    expect(() => readFileSync(touched)).toThrow('ENOENT')
  })
})
