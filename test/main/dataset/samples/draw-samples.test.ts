import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { drawSamples } from '../../../../main/dataset/samples/draw-samples.ts'
import { figureClasses } from '../../../../main/dataset/samples/figures.ts'
import { paint } from '../../../../main/dataset/samples/paint.ts'
import { preprocess } from '../../../../main/image/preprocess.ts'
import { Random } from '../../../../main/lib/random.ts'

const folder = mkdtempSync(join(tmpdir(), 'samples-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('drawSamples', () => {
  it('writes a folder of readable pictures for each class', async () => {
    await drawSamples(folder, { perClass: 2, seed: 4 })
    expect(readdirSync(folder).sort()).toEqual(figureClasses.map(({ name }) => name).sort())
    expect(readdirSync(join(folder, 'star'))).toEqual(['001.png', '002.png'])
    expect(await preprocess(join(folder, 'star', '001.png'))).toMatchObject({ width: 96, height: 96, conversions: [] })
  })

  it('draws the same pictures for the same seed, and no picture twice', async () => {
    const again = join(folder, 'again')
    await drawSamples(again, { perClass: 2, seed: 4 })
    const hash = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')
    const files = figureClasses.flatMap(({ name }) => [join(name, '001.png'), join(name, '002.png')])
    expect(files.map((file) => hash(join(again, file)))).toEqual(files.map((file) => hash(join(folder, file))))
    expect(new Set(files.map((file) => hash(join(folder, file)))).size).toBe(files.length)
  })

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort()
    await expect(drawSamples(join(folder, 'stopped'), { perClass: 2, signal })).rejects.toThrow('aborted')
  })
})

describe('paint', () => {
  it.each(figureClasses)('shows a $name that stands out from its ground', (figureClass) => {
    const pixels = paint(figureClass, 48, new Random(1, 'sample'))
    const reds = Array.from({ length: 48 * 48 }, (_, pixel) => pixels.subarray(pixel * 3, pixel * 3 + 3))
    const apart = reds.some((one) =>
      reds.some((other) => Math.hypot(...one.map((byte, at) => byte - other[at]!)) > 100),
    )
    expect(apart).toBe(true)
  })
})
