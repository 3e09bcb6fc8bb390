import sharp from 'sharp'
import { expect, it } from 'vitest'
import { preprocess } from '../../../main/image/preprocess.ts'
import { thumbnail } from '../../../main/image/thumbnail.ts'
import { plain } from '../../support/pictures.ts'

it('is a small WebP of the record', async () => {
  const { pixels } = await preprocess(await plain(300, 280, [200, 40, 90]).png().toBuffer())
  const webp = await thumbnail(pixels)
  const { format, width, height } = await sharp(webp).metadata()
  expect([format, width, height]).toEqual(['webp', 128, 128])
  expect(webp.length).toBeLessThan(2000)
  const { channels } = await sharp(webp).stats()
  for (const [channel, value] of [200, 40, 90].entries())
    expect(Math.abs(channels[channel]!.mean - value)).toBeLessThan(4)
})
