import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openMemory } from '../../../../main/host/electron/memory.ts'
import { temporaryFolder } from '../../../support/workspace.ts'

describe('the window’s memory', () => {
  it('keeps what it is told from one start to the next', async () => {
    const file = join(await temporaryFolder(), 'memory.json')
    const memory = openMemory(file)
    expect(memory.now).toEqual({})
    memory.keep({ zoom: 1.5 })
    memory.keep({ preferences: { language: 'zh-CN', scheme: 'dark' } })
    expect(openMemory(file).now).toEqual({ zoom: 1.5, preferences: { language: 'zh-CN', scheme: 'dark' } })
  })

  it.each(['', '{', '[]', '{"zoom":"large"}', '{"bounds":{"x":0,"y":0,"width":-5,"height":1e9}}'])(
    'begins anew where the file says %j',
    async (content) => {
      const file = join(await temporaryFolder(), 'memory.json')
      writeFileSync(file, content)
      const memory = openMemory(file)
      expect(memory.now).toEqual({})
      memory.keep({ zoom: 2 })
      expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ zoom: 2 })
    },
  )
})
