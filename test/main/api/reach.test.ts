import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createReach } from '../../../main/api/reach.ts'
import { temporaryApi } from '../../support/api.ts'
import { temporaryFolder } from '../../support/workspace.ts'

async function makeFile(...parts: readonly string[]): Promise<string> {
  const path = join(...parts)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, '')
  return path
}

describe('what a page in a browser may name', () => {
  it('is what the folder browser can show, also where it is not there yet', async () => {
    const folder = await temporaryFolder()
    const reach = createReach('loopback', join(folder, 'uploads'))
    await reach(homedir(), folder, join(folder, 'new', 'export'), undefined)
    for (const name of ['list.csv', 'all.tar.gz', 'synsets.txt', 'cat.JPEG']) await reach(await makeFile(folder, name))
  })

  it('is nothing hidden and no other file, nor through a link', async () => {
    const folder = await temporaryFolder()
    const reach = createReach('loopback', join(folder, 'uploads'))
    const key = await makeFile(folder, '.ssh', 'key.txt')
    await symlink(dirname(key), join(folder, 'keys'))
    const others = [
      dirname(key),
      key,
      join(folder, 'keys'),
      join(folder, 'keys', 'key.txt'),
      join(folder, 'keys', 'new'),
      join(folder, 'photos', '..', '.ssh'),
      await makeFile(folder, 'secret.pem'),
    ]
    for (const path of others) await expect(reach(path), path).rejects.toThrow('The page may not reach')
  })

  it('is what it uploaded, wherever that lies', async () => {
    const own = join(await temporaryFolder(), '.local', 'uploads')
    const upload = await makeFile(own, 'folders', '1', 'cats', 'a.jpg')
    await createReach('loopback', own)(dirname(upload), upload)
  })

  it('is asked by every method that takes a path', async () => {
    const { call } = await temporaryApi()
    const folder = await temporaryFolder()
    const list = await makeFile(folder, 'list.csv')
    const key = await makeFile(folder, '.ssh', 'key.txt')
    const hidden = dirname(key)
    const refused = 'The page may not reach'
    const source = (given: object) => ({ name: 'a', sources: [{ path: list, ...given }] })
    await expect(call('system.listFolder', { path: hidden })).rejects.toThrow(refused)
    for (const given of [{ path: hidden }, { pictureFolder: hidden }, { groundTruth: key }, { classNames: key }]) {
      await expect(call('datasets.import', source(given))).rejects.toThrow(refused)
      await expect(call('datasets.importInto', { datasetId: 1, ...source(given) })).rejects.toThrow(refused)
    }
    await expect(call('datasets.relocate', { datasetId: 1, sourceId: 1, path: hidden })).rejects.toThrow(refused)
    await expect(call('exports.start', { datasetId: 1, format: 'csv', folder: hidden })).rejects.toThrow(refused)
    await expect(call('models.export', { runId: 1, format: 'onnx', folder: hidden, name: 'a' })).rejects.toThrow(
      refused,
    )
    await expect(call('models.classify', { runId: 1, files: [{ kind: 'path', path: key }] })).rejects.toThrow(refused)
  })
})

it('lets the window and the terminal name any path', async () => {
  for (const host of ['electron', 'terminal'] as const)
    await createReach(host, '/uploads')('/home/someone/.cache/pictures')
})
