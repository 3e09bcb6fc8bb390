import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeFolder } from '../../../main/lib/make-folder.ts'
import { temporaryFolder } from '../../support/workspace.ts'

describe('making a folder', () => {
  it('makes those above it and answers the topmost; nothing where it was there', async () => {
    const folder = await temporaryFolder()
    expect(makeFolder(join(folder, 'a', 'b', 'c'))).toBe(join(folder, 'a'))
    expect(makeFolder(join(folder, 'a', 'b', 'c'))).toBeUndefined()
    expect(makeFolder(join(folder, 'a', 'd'))).toBe(join(folder, 'a', 'd'))
  })

  it('fails below a file', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'file'), '')
    expect(() => makeFolder(join(folder, 'file'))).toThrow('EEXIST')
    expect(() => makeFolder(join(folder, 'file', 'below'))).toThrow('ENOTDIR')
  })

  it.skipIf(!existsSync('/proc/self'))('fails where a file system makes no folders', () => {
    expect(() => makeFolder('/proc/no such process/below')).toThrow('ENOENT')
  })
})
