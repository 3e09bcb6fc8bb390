import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { checkedPath, Uploads } from '../../../main/api/uploads.ts'
import { temporaryFolder } from '../../support/workspace.ts'

const content = () => Readable.from([Buffer.from('picture')])

describe('the path of an upload', () => {
  it.each(['a.jpg', 'cats/a b.jpg', 'Kätzchen/“1”.png', '...jpg/x.y'])('may be %j', (path) => {
    expect(checkedPath(path)).toBe(join(...path.split('/')))
  })

  it.each([
    '',
    '/etc/passwd',
    '../a.jpg',
    'a/../../b.jpg',
    'a//b.jpg',
    'a/./b.jpg',
    'C:/a.jpg',
    'a\\..\\b.jpg',
    'a\u0000.jpg',
    'a\n.jpg',
    'x'.repeat(256),
    'a/'.repeat(32) + 'b.jpg',
  ])('may not be %j', (path) => {
    expect(() => checkedPath(path)).toThrow('is not a usable path')
  })
})

describe('uploads', () => {
  it('keep single files until they are cleared', async () => {
    const uploads = new Uploads(await temporaryFolder())
    const id = await uploads.addFile(content())
    expect(id).toMatch(/^[a-f0-9]{32}$/)
    expect(readFileSync(uploads.file(id), 'utf8')).toBe('picture')
    uploads.clear()
    expect(existsSync(uploads.file(id))).toBe(false)
  })

  it('keep folders with their files', async () => {
    const uploads = new Uploads(await temporaryFolder())
    const { id, path } = await uploads.addFolder('cats and dogs')
    await uploads.addToFolder(id, 'cats and dogs/cat/1.jpg', content())
    await expect(uploads.addToFolder(id, 'cats and dogs/cat/1.jpg', content())).rejects.toThrow('EEXIST')
    expect(readFileSync(join(path, 'cat', '1.jpg'), 'utf8')).toBe('picture')
    await expect(uploads.addToFolder(id, '../../1.jpg', content())).rejects.toThrow('is not a usable path')
    await expect(uploads.addToFolder('../x', 'a.jpg', content())).rejects.toThrow('not the identifier')
    await expect(uploads.addToFolder('0'.repeat(32), 'a.jpg', content())).rejects.toThrow('is gone')
  })

  it('leave nothing behind of a file that breaks off', async () => {
    const uploads = new Uploads(await temporaryFolder())
    const { id, path } = await uploads.addFolder('cats')
    const broken = Readable.from(
      (function* () {
        yield Buffer.from('pic')
        throw new Error('The connection broke.')
      })(),
    )
    await expect(uploads.addToFolder(id, 'cats/1.jpg', broken)).rejects.toThrow('The connection broke.')
    expect(existsSync(join(path, '1.jpg'))).toBe(false)
  })
})
