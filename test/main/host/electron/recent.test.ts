import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openRecent } from '../../../../main/host/electron/recent.ts'
import { temporaryFolder } from '../../../support/workspace.ts'

describe('recent workspaces', () => {
  it('are the last eight that exist, each once, newest first', async () => {
    const folder = await temporaryFolder()
    const recent = openRecent(join(folder, 'data', 'recent.json'))
    const names = Array.from({ length: 10 }, (_, index) => join(folder, String(index)))
    for (const name of names) {
      mkdirSync(name)
      recent.add(name)
    }
    recent.add(names[5]!)
    rmSync(names[9]!, { recursive: true })
    expect(recent.list()).toEqual([5, 8, 7, 6, 4, 3, 2].map((index) => names[index]))
    recent.clear()
    expect(recent.list()).toEqual([])
  })

  it('are none where the file is damaged', async () => {
    const file = join(await temporaryFolder(), 'recent.json')
    writeFileSync(file, '{"not": "a list"}')
    expect(openRecent(file).list()).toEqual([])
  })
})
