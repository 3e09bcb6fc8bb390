import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PictureReaders } from '../../../main/image/readers.ts'
import { workerFile } from '../../../main/worker/spawn.ts'
import { temporaryFolder } from '../../support/workspace.ts'
import { noise } from '../../support/pictures.ts'

it('give up what is under way when they are closed, and the program lives', async () => {
  const pixels = join(await temporaryFolder(), 'pixels')
  const content = await noise(600, 400, 1).png().toBuffer()
  for (let turn = 0; turn < 3; turn++) {
    const readers = new PictureReaders(workerFile('import.worker'), 2)
    const read = (pixelIndex: number) =>
      readers.read({
        location: { kind: 'content', content: Uint8Array.from(content), modifiedAt: 0 },
        pixels,
        pixelIndex,
      })
    await read(0)
    const readings = Promise.allSettled(Array.from({ length: 30 }, (_, index) => read(index)))
    await readers.close()
    const reasons = (await readings).map((outcome) => outcome.status === 'rejected' && String(outcome.reason))
    expect(reasons.at(-1)).toContain('no longer wanted')
    await expect(read(0)).rejects.toThrow('no longer wanted')
  }
})
