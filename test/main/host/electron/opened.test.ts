import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createOpened } from '../../../../main/host/electron/opened.ts'
import { temporaryFolder } from '../../../support/workspace.ts'

describe('what is opened with the program', () => {
  it('is handed over once, folders and files apart, without what does not exist', async () => {
    const folder = await temporaryFolder()
    const [birds, cat] = [join(folder, 'birds'), join(folder, 'cat.jpg')]
    mkdirSync(birds)
    writeFileSync(cat, 'picture')
    let changes = 0
    const opened = createOpened(() => changes++)
    expect(opened.add([birds, cat, join(folder, 'nowhere')])).toBe(true)
    expect(opened.add([join(folder, 'nowhere')])).toBe(false)
    expect(changes).toBe(1)
    expect(opened.take()).toEqual({
      folders: [birds],
      files: [{ path: cat, name: 'cat.jpg', address: '/opened/1' }],
    })
    expect(opened.take()).toEqual({ folders: [], files: [] })
  })

  it('can be shown by number alone', async () => {
    const cat = join(await temporaryFolder(), 'cat.jpg')
    writeFileSync(cat, 'picture')
    const opened = createOpened(() => undefined)
    opened.add([cat])
    expect(opened.fileAt('/opened/1')).toBe(cat)
    for (const address of ['/opened/0', '/opened/2', '/opened/1/../2', '/opened/1e0', `/opened/${cat}`, '/opened/']) {
      expect(opened.fileAt(address)).toBeNull()
    }
  })
})
