import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { demandMatch, demandTwoClasses, readLayout } from '../../../main/dataset/layout.ts'
import { walk } from '../../../main/dataset/walk.ts'
import { writeFiles } from '../../support/pictures.ts'
import { temporaryFolder } from '../../support/workspace.ts'

async function folderOf(...paths: string[]): Promise<string> {
  const folder = await temporaryFolder()
  await writeFiles(folder, Object.fromEntries(paths.map((path) => [path, ''])))
  return folder
}

async function walked(root: string, start: string): Promise<string[]> {
  const paths: string[] = []
  for await (const { path } of walk(root, start)) paths.push(path)
  return paths
}

describe('walk', () => {
  it('finds pictures at any depth, sorted, whatever the case of their extension', async () => {
    const folder = await folderOf(
      'cat/b.JPG',
      'cat/a.jpeg',
      'cat/notes.txt',
      'cat/.hidden.jpg',
      'cat/.folder/c.jpg',
      'cat/deep/er/d.PnG',
      'dog/e.jpg',
      'cat/Ünï “codé” .webp',
      'cat/.jpg',
    )
    expect(await walked(folder, 'cat')).toEqual([
      'cat/a.jpeg',
      'cat/b.JPG',
      'cat/Ünï “codé” .webp',
      'cat/deep/er/d.PnG',
    ])
  })

  it('follows links, but not in circles', async () => {
    const folder = await folderOf('cat/a.jpg', 'elsewhere/b.jpg')
    await symlink(join(folder, 'cat'), join(folder, 'cat', 'again'))
    await symlink(join(folder, 'elsewhere'), join(folder, 'cat', 'more'))
    await symlink(join(folder, 'gone.jpg'), join(folder, 'cat', 'broken.jpg'))
    expect(await walked(folder, 'cat')).toEqual(['cat/a.jpg', 'cat/broken.jpg', 'cat/more/b.jpg'])
  })
})

describe('readLayout', () => {
  it('takes sub-folders with pictures as classes and tells what it leaves out', async () => {
    const folder = await folderOf(
      'dog/a.jpg',
      'cat/deep/b.jpg',
      'empty/readme.txt',
      'stray.jpg',
      'readme.txt',
      '.git/c.jpg',
    )
    const layout = await readLayout(folder)
    expect(layout.classes).toEqual([
      { name: 'cat', folder: 'cat' },
      { name: 'dog', folder: 'dog' },
    ])
    expect(layout.strays).toEqual([
      { path: 'stray.jpg', reason: 'left out: it lies in no class folder' },
      { path: 'empty', reason: 'left out: the folder holds no pictures' },
    ])
  })

  it('composes the letters of names', async () => {
    const folder = await folderOf('cafe\u0301/a.jpg', 'tea/b.jpg')
    expect((await readLayout(folder)).classes[0]).toEqual({ name: 'caf\u00e9', folder: 'cafe\u0301' })
  })

  it('explains what a folder should look like', async () => {
    const layout = 'It needs one sub-folder for each class, named like the class, with its pictures in it.'
    const empty = await temporaryFolder()
    await expect(readLayout(empty)).rejects.toThrow(
      `${empty} cannot be imported. There are no pictures in it. ${layout}`,
    )
    await expect(readLayout(await folderOf('cat/notes.txt'))).rejects.toThrow('There are no pictures in it.')
    await expect(readLayout(await folderOf('a.jpg', 'b.jpg'))).rejects.toThrow('Its pictures lie in no sub-folders.')
    await expect(readLayout(join(empty, 'gone'))).rejects.toThrow('gone does not exist. Choose a folder of pictures.')
    const file = join(await folderOf('a.jpg'), 'a.jpg')
    await expect(readLayout(file)).rejects.toThrow('a.jpg is a file, not a folder.')
  })

  it('recognises a folder of splits', async () => {
    const folder = await folderOf('train/cat/a.jpg', 'test/cat/b.jpg')
    await expect(readLayout(folder)).rejects.toThrow('is divided into “test” and “train”, which are no classes.')
  })
})

describe('demands', () => {
  it('two classes', async () => {
    const folder = await folderOf('cat/a.jpg', 'dog/notes.txt')
    const layout = await readLayout(folder)
    expect(() => demandTwoClasses(layout, folder)).toThrow(`${folder} has only one class with pictures, “cat”.`)
  })

  it('test classes that are known', async () => {
    const training = await readLayout(await folderOf('cat/a.jpg', 'dog/b.jpg'))
    demandMatch(training, await readLayout(await folderOf('cat/c.jpg')))
    const test = await readLayout(await folderOf('bird/a.jpg', 'dog/b.jpg'))
    expect(() => demandMatch(training, test)).toThrow('classes that the training folder lacks: “bird”.')
  })

  it('separate folders', async () => {
    const folder = await folderOf('cat/a.jpg', 'dog/b.jpg', 'dog/cat/c.jpg', 'dog/dog/d.jpg')
    const outer = await readLayout(folder)
    const inner = await readLayout(join(folder, 'dog'))
    for (const [one, other] of [
      [outer, outer],
      [outer, inner],
      [inner, outer],
    ] as const) {
      expect(() => demandMatch(one, other)).toThrow('overlap')
    }
  })
})
