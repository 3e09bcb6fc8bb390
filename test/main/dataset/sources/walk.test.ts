import { execFileSync } from 'node:child_process'
import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { walk } from '../../../../main/dataset/sources/walk.ts'
import { writeFiles } from '../../../support/pictures.ts'
import { temporaryFolder } from '../../../support/workspace.ts'

async function folderOf(...paths: string[]): Promise<string> {
  const folder = await temporaryFolder()
  await writeFiles(folder, Object.fromEntries(paths.map((path) => [path, ''])))
  return folder
}

async function walked(root: string): Promise<[string, string | undefined][]> {
  const found: [string, string | undefined][] = []
  for await (const { path, reason } of walk(root)) found.push([path, reason])
  return found
}

describe('walk', () => {
  it('finds pictures at any depth, sorted, whatever the case of their extension, and those it cannot read', async () => {
    const folder = await folderOf(
      'cat/b.JPG',
      'cat/a.jpeg',
      'cat/notes.txt',
      'cat/phone.heic',
      'cat/.hidden.jpg',
      'cat/.folder/c.jpg',
      'cat/deep/er/d.PnG',
      'dog/e.jpg',
      'cat/Ünï “codé” .webp',
      'cat/.jpg',
      '__MACOSX/cat/b.JPG',
      'top.gif',
    )
    expect((await walked(folder)).map(([path]) => path)).toEqual([
      'top.gif',
      'cat/a.jpeg',
      'cat/b.JPG',
      'cat/phone.heic',
      'cat/Ünï “codé” .webp',
      'cat/deep/er/d.PnG',
      'dog/e.jpg',
    ])
  })

  it('follows links inside the folder once, and says so of the others', async () => {
    const outside = await folderOf('secret/1.jpg')
    const folder = await folderOf('cat/a.jpg', 'elsewhere/b.jpg')
    await symlink(join(folder, 'cat'), join(folder, 'cat', 'again'))
    await symlink(join(folder, 'elsewhere'), join(folder, 'cat', 'more'))
    await symlink(join(folder, 'elsewhere'), join(folder, 'cat', 'more still'))
    await symlink(join(folder, 'gone.jpg'), join(folder, 'cat', 'broken.jpg'))
    await symlink(outside, join(folder, 'cat', 'out'))
    expect(await walked(folder)).toEqual([
      ['cat/a.jpg', undefined],
      ['cat/broken.jpg', undefined],
      ['cat/again', 'left out: this link leads to a folder that is in already'],
      ['cat/more/b.jpg', undefined],
      ['cat/more still', 'left out: this link leads to a folder that is in already'],
      ['cat/out', 'left out: this link leads out of the folder'],
      ['elsewhere/b.jpg', undefined],
    ])
  })

  it('is not multiplied by links', async () => {
    const folder = await folderOf(...Array.from({ length: 30 }, (_, index) => `${index}/picture.jpg`))
    for (let index = 0; index < 29; index++) {
      await symlink(join(folder, String(index + 1)), join(folder, String(index), 'one'))
      await symlink(join(folder, String(index + 1)), join(folder, String(index), 'other'))
    }
    const found = await walked(folder)
    expect(found.filter(([, reason]) => reason === undefined).length).toBeLessThan(60)
  })

  it.skipIf(process.platform === 'win32')('says of pipes that they are no files', async () => {
    const folder = await folderOf('cat/a.jpg')
    execFileSync('mkfifo', [join(folder, 'cat', 'pipe.jpg')])
    expect(await walked(folder)).toEqual([
      ['cat/a.jpg', undefined],
      ['cat/pipe.jpg', 'left out: it is no regular file'],
    ])
  })
})
