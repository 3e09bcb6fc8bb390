import SQLite from 'better-sqlite3'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openStore } from '../../../main/store/open.ts'
import { temporaryFolder } from '../../support/workspace.ts'

describe('openStore', () => {
  it('creates the folder and the database, and finds them again', async () => {
    const folder = join(await temporaryFolder(), 'new', 'wörk “space”')
    const first = openStore(folder)
    expect(first.workspace).toBe(folder)
    first.datasets.create('cats')
    first.close()

    const second = openStore(folder)
    expect(second.datasets.getByName('cats').id).toBe(1)
    second.close()
  })

  it('is shared: what one opener writes, another reads', async () => {
    const folder = await temporaryFolder()
    const one = openStore(folder)
    const other = openStore(folder)
    one.datasets.create('cats')
    expect(other.datasets.list().map((dataset) => dataset.name)).toEqual(['cats'])
    one.close()
    other.close()
  })

  it('refuses a file', async () => {
    const file = join(await temporaryFolder(), 'file')
    await writeFile(file, 'text')
    expect(() => openStore(file)).toThrow(`${file} cannot be a workspace: it, or a part of its path, is a file.`)
    expect(() => openStore(join(file, 'below'))).toThrow('is a file')
  })

  it.skipIf(process.getuid?.() === 0)('refuses a folder that cannot be written', async () => {
    const folder = await temporaryFolder()
    await chmod(folder, 0o500)
    expect(() => openStore(folder)).toThrow(`${folder} cannot be a workspace: it cannot be written.`)
  })

  it('refuses a database that is none', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'workspace.sqlite'), 'this is a text that only pretends to be a database\n'.repeat(50))
    expect(() => openStore(folder)).toThrow('It is not a database of this program')
  })

  it('refuses the database of a newer program', async () => {
    const folder = await temporaryFolder()
    openStore(folder).close()
    const database = new SQLite(join(folder, 'workspace.sqlite'))
    database.pragma('user_version = 9990')
    database.close()
    expect(() => openStore(folder)).toThrow(
      /newer AlexNet Studio \(schema 9990, this one knows \d+\)\. Update the program/,
    )
  })
})
