import { appendFile, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { pixelBytes, pixelFile, PixelReader, PixelWriter, removePixels } from '../../../main/image/pixels.ts'
import { temporaryFolder } from '../../support/workspace.ts'

let workspace: string
let file: string

beforeEach(async () => {
  workspace = await temporaryFolder()
  file = pixelFile(workspace, 3)
})

const record = (value: number) => new Uint8Array(pixelBytes).fill(value)

async function append(...values: number[]): Promise<number> {
  await using writer = await PixelWriter.open(file)
  return await writer.append(values.map(record))
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

  it('gives back what was appended, across writers', async () => {
    expect(await append(1, 2, 3)).toBe(0)
    expect(await append(4, 5)).toBe(3)
    expect([0, 1, 2, 3, 4].map(read)).toEqual([1, 2, 3, 4, 5])
    expect((await stat(file)).size).toBe(5 * pixelBytes)
  })

  it('appends nothing where there is nothing', async () => {
    expect(await append()).toBe(0)
    expect((await readFile(file)).length).toBe(0)
  })

  it('writes over an unfinished record', async () => {
    await append(1)
    await appendFile(file, 'half a record')
    expect(await append(2)).toBe(1)
    expect([0, 1].map(read)).toEqual([1, 2])
  })

  it('writes over records that nobody names', async () => {
    await append(1, 2, 3)
    {
      await using writer = await PixelWriter.open(file, 1)
      expect([writer.hasLost, await writer.append([record(9)])]).toEqual([false, 1])
    }
    expect([0, 1, 2].map(read)).toEqual([1, 9, 3])
  })

  it('tells that records are lost, and appends behind where they were', async () => {
    await append(1)
    await using writer = await PixelWriter.open(file, 3)
    expect([writer.hasLost, await writer.append([record(9)])]).toEqual([true, 3])
  })

  it('says what to do where a record or the file is missing', async () => {
    expect(() => read(0)).toThrow(`${file} is missing or too short. Import the dataset again`)
    await append(1)
    expect(() => read(1)).toThrow('too short')
  })

  it('goes with its dataset', async () => {
    await append(1)
    await removePixels(workspace, 3)
    await removePixels(workspace, 3)
    await expect(stat(file)).rejects.toThrow('ENOENT')
  })
})
