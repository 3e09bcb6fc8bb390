import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCaffe } from '../../../../main/interchange/reading/caffe-file.ts'
import { readNetwork } from '../../../../main/interchange/reading/read-network.ts'
import { preset } from '../../../../main/network/spec.ts'
import { initialParameters } from '../../../../main/train/parameters.ts'
import { temporaryFolder } from '../../../support/workspace.ts'

type Write = (writer: BinaryWriter) => void

function message(field: number, write: Write): Write {
  return (writer) => {
    writer.tag(field, WireType.LengthDelimited).fork()
    write(writer)
    writer.join()
  }
}
const text =
  (field: number, value: string): Write =>
  (writer) =>
    writer.tag(field, WireType.LengthDelimited).string(value)
const whole =
  (field: number, value: number): Write =>
  (writer) =>
    writer.tag(field, WireType.Varint).int64(value)
const float =
  (field: number, value: number): Write =>
  (writer) =>
    writer.tag(field, WireType.Bit32).float(value)
const all =
  (...parts: readonly Write[]): Write =>
  (writer) => {
    for (const part of parts) part(writer)
  }
const floats =
  (field: number, data: Float32Array): Write =>
  (writer) =>
    writer.tag(field, WireType.LengthDelimited).bytes(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))

interface Blob {
  readonly shape: readonly number[]
  readonly data: Float32Array
}

/** A blob as Caffe writes it since 2014, and with the four sides that every blob had before. */
const blob = ({ shape, data }: Blob): Write =>
  message(
    7,
    all(
      message(
        7,
        message(1, (writer) => shape.forEach((side) => writer.int64(side))),
      ),
      floats(5, data),
    ),
  )
const oldBlob = ({ shape, data }: Blob): Write => {
  const sides = [1, 1, 1, 1, ...shape].slice(-4)
  return message(6, all(...sides.map((side, index) => whole(index + 1, side)), floats(5, data)))
}

async function file(...layers: readonly Write[]): Promise<string> {
  const path = join(await temporaryFolder(), 'net.caffemodel')
  const writer = new BinaryWriter()
  text(1, 'AlexNet')(writer)
  all(...layers)(writer)
  writeFileSync(path, writer.finish())
  return path
}
const layer = (type: string, ...parts: readonly Write[]) => message(100, all(text(1, 'any'), text(2, type), ...parts))
const oldLayer = (type: number, ...parts: readonly Write[]) => message(2, all(text(4, 'any'), whole(5, type), ...parts))

const parameters = initialParameters(preset('lenet', 4), 'he', 1)
const names = ['conv1', 'conv2', 'fc3', 'fc4', 'fc5']
const blobsOf = (name: string) => ['weight', 'bias'].map((part) => parameters.get(`${name}.${part}`)!)

describe('weights of Caffe', () => {
  it.each([
    [
      'of today',
      (name: string) => layer(name.startsWith('conv') ? 'Convolution' : 'InnerProduct', ...blobsOf(name).map(blob)),
    ],
    ['before 2014', (name: string) => oldLayer(name.startsWith('conv') ? 4 : 14, ...blobsOf(name).map(oldBlob))],
  ])('are read in the form %s, and see blue first', async (_, write) => {
    const read = await readNetwork(await file(...names.map(write)))
    expect(read).toMatchObject({ name: 'lenet', network: preset('lenet', 4) })
    expect(read.normalisation).toEqual({ mean: [123, 117, 104], scale: 1 })
    for (const [name, { data }] of parameters) {
      if (name !== 'conv1.weight') expect(read.parameters.get(name)!.data, name).toEqual(data)
    }
    const [own, there] = [read.parameters.get('conv1.weight')!.data, parameters.get('conv1.weight')!.data]
    for (const [channel, place] of [2, 1, 0].entries()) {
      const of = (data: Float32Array, which: number) => data.slice(25 * (3 + which), 25 * (4 + which))
      expect(of(own, channel)).toEqual(of(there, place))
    }
  })

  it('come with the constants of their response normalisation', async () => {
    const lrn = all(whole(1, 5), float(2, 1e-4), float(3, 0.75))
    const expected = { k: 1, a: Math.fround(1e-4) / 5, beta: 0.75 }
    expect((await readCaffe(await file(layer('LRN', message(118, lrn))))).lrn).toEqual(expected)
    expect((await readCaffe(await file(oldLayer(15, message(18, lrn))))).lrn).toEqual(expected)
    expect((await readCaffe(await file(layer('ReLU')))).lrn).toBeUndefined()
  })

  it('are refused where they are of another order, or not whole', async () => {
    const caffenet = await file(layer('Convolution'), layer('Pooling'), layer('LRN'))
    await expect(readCaffe(caffenet)).rejects.toThrow('it pools before it normalises')
    const short = { shape: [2, 3, 1, 1], data: Float32Array.of(1) }
    await expect(readCaffe(await file(layer('Convolution', blob(short), blob(short))))).rejects.toThrow(
      'a layer does not have the numbers that its shape needs',
    )
  })
})
