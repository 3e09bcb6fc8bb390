import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  pixelBytes,
  pixelFile,
  PixelPlaces,
  PixelReader,
  PixelWriter,
  removePixels,
} from '../../../main/image/pixels.ts'
import { temporaryFolder } from '../../support/workspace.ts'

let workspace: string
let file: string

beforeEach(async () => {
  workspace = await temporaryFolder()
  file = pixelFile(workspace, 3)
})

const record = (value: number) => new Uint8Array(pixelBytes).fill(value)

function write(...records: (readonly [index: number, value: number])[]): void {
  const writer = new PixelWriter(file)
  for (const [index, value] of records) writer.write(index, record(value))
  writer.close()
}

function read(index: number): number {
  const target = new Uint8Array(pixelBytes)
  const reader = new PixelReader(file)
  try {
    reader.read(index, target)
  } finally {
    reader.close()
  }
  return target.every((value) => value === target[0]) ? target[0]! : NaN
}

describe('the pixel store', () => {
  it('lies in the workspace, a file for each dataset', () => {
    expect(file).toBe(join(workspace, 'pixels', '3.rgb'))
  })

  it('gives back what was written, whoever wrote it', async () => {
    write([0, 1], [1, 2], [2, 3])
    write([4, 5], [3, 4])
    expect([0, 1, 2, 3, 4].map(read)).toEqual([1, 2, 3, 4, 5])
    expect((await stat(file)).size).toBe(5 * pixelBytes)
  })

  it('gives out places behind the records that there are, and again what is given back', async () => {
    write([0, 1], [1, 2], [2, 3])
    await using places = await PixelPlaces.open(file, 2)
    expect(places.hasLost).toBe(false)
    expect([places.take(), places.take(), places.take()]).toEqual([2, 3, 4])
    places.giveBack(3)
    expect([places.take(), places.take()]).toEqual([3, 5])
  })

  it('tells that records are lost', async () => {
    write([0, 1])
    await using places = await PixelPlaces.open(file, 3)
    expect([places.hasLost, places.take()]).toEqual([true, 3])
  })

  it('says what to do where a record or the file is missing', () => {
    expect(() => read(0)).toThrow(`${file} is missing or too short. Import the dataset again`)
    write([0, 1])
    expect(() => read(1)).toThrow('too short')
  })

  it('goes with its dataset', async () => {
    write([0, 1])
    await removePixels(workspace, 3)
    await removePixels(workspace, 3)
    await expect(stat(file)).rejects.toThrow('ENOENT')
  })
})
