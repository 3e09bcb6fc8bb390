import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listFolder } from '../../../main/api/folders.ts'
import { temporaryFolder } from '../../support/workspace.ts'

describe('a folder’s listing', () => {
  it('has the visible folders and files to import by name, links to folders too, and counts pictures', async () => {
    const folder = await temporaryFolder()
    for (const name of ['dogs', 'Cats', '.hidden']) await mkdir(join(folder, name))
    await symlink(join(folder, 'dogs'), join(folder, 'linked'))
    await symlink(join(folder, 'nowhere'), join(folder, 'broken'))
    for (const name of ['a.JPG', 'b.png', 'train.tar.gz', 'lenet.pth', 'Labels.CSV', 'notes.doc', '.c.png', '.d.zip'])
      await writeFile(join(folder, name), '')
    expect(await listFolder(folder)).toEqual({
      path: folder,
      parent: dirname(folder),
      folders: ['Cats', 'dogs', 'linked'].map((name) => ({ name, path: join(folder, name) })),
      files: [
        ['Labels.CSV', 'source'],
        ['lenet.pth', 'network'],
        ['train.tar.gz', 'source'],
      ].map(([name, kind]) => ({ name, kind, path: join(folder, name!) })),
      images: 2,
    })
  })

  it('refuses what is no full path, no folder, or not there, each in words', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'file'), '')
    await expect(listFolder('pictures')).rejects.toThrow('is not a full path')
    await expect(listFolder(join(folder, 'file'))).rejects.toThrow('is a file')
    await expect(listFolder(join(folder, 'nowhere'))).rejects.toThrow('does not exist')
  })
})
