import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { preprocess } from '../../../main/image/preprocess.ts'
import { record, thumbnail, whole } from '../../../main/image/shown.ts'
import { plain } from '../../support/pictures.ts'
import { temporaryFolder } from '../../support/workspace.ts'

const pixelsOf = async () => (await preprocess(await plain(300, 280, [200, 40, 90]).png().toBuffer())).pixels

async function fileOf(bytes: Uint8Array): Promise<string> {
  const file = join(await temporaryFolder(), 'picture')
  await writeFile(file, bytes)
  return file
}

describe('what is shown of a picture', () => {
  it('is small in the grid', async () => {
    const jpeg = await thumbnail(await pixelsOf())
    const { format, width, height } = await sharp(jpeg).metadata()
    expect([format, width, height]).toEqual(['jpeg', 128, 128])
    expect(jpeg.length).toBeLessThan(2000)
    const { channels } = await sharp(jpeg).stats()
    for (const [channel, value] of [200, 40, 90].entries())
      expect(Math.abs(channels[channel]!.mean - value)).toBeLessThan(4)
  })

  it('is what networks see', async () => {
    expect(await sharp(await record(await pixelsOf())).metadata()).toMatchObject({ width: 256, height: 256 })
  })

  it('is the whole file, upright', async () => {
    const turned = await plain(300, 200, [9, 9, 9]).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect(await sharp(await whole(await fileOf(turned))).metadata()).toMatchObject({ width: 200, height: 300 })
  })

  it('is no larger than a screen', async () => {
    const large = await plain(4000, 1000, [9, 9, 9]).png().toBuffer()
    expect(await sharp(await whole(await fileOf(large))).metadata()).toMatchObject({ width: 2560, height: 640 })
  })

  it('is nothing where the file is none, or gone', async () => {
    await expect(whole(await fileOf(Buffer.from('words')))).rejects.toThrow('not a picture: the file is text')
    const cut = (await plain(300, 200, [9, 9, 9]).jpeg().toBuffer()).subarray(0, 500)
    await expect(whole(await fileOf(cut))).rejects.toThrow('the file cannot be decoded')
    await expect(whole(join(await temporaryFolder(), 'gone'))).rejects.toThrow('the file is gone')
  })
})
