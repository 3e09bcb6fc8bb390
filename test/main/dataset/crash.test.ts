import { spawn } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { pixelBytes, pixelFile } from '../../../main/image/pixels.ts'
import { openStore } from '../../../main/store/open.ts'
import { importOnceMore, pictures } from '../../support/imports.ts'
import { writeClasses } from '../../support/pictures.ts'
import { temporaryFolder } from '../../support/workspace.ts'

const terminal = join(import.meta.dirname, '../../../main/host/terminal/main.ts')

describe('an import that was killed', () => {
  it('leaves a whole store, and is completed by importing again', async () => {
    const folder = await temporaryFolder()
    const workspace = await temporaryFolder()
    await writeClasses(folder, ['cat', 'dog'], 250)
    const args = ['import', folder, '--name', 'pets', '--workspace', workspace, '--json']
    const importer = spawn(process.execPath, [terminal, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
    for await (const line of createInterface(importer.stdout)) {
      if ((JSON.parse(line) as { done: number }).done >= 100) importer.kill('SIGKILL')
    }
    const store = openStore(workspace)
    try {
      const [dataset] = store.datasets.list()
      expect(dataset).toMatchObject({ name: 'pets', unfinished: true })
      expect(dataset!.images).toBeGreaterThan(0)
      expect(dataset!.images).toBeLessThan(500)
      expect((await stat(pixelFile(workspace, dataset!.id))).size).toBeGreaterThanOrEqual(dataset!.images * pixelBytes)

      const end = await importOnceMore(store, dataset!.id)
      expect(end).toMatchObject({ phase: 'done', unchanged: dataset!.images, added: 500 - dataset!.images, gone: 0 })
      const paths = pictures(store, dataset!.id).map(([path]) => path)
      expect([paths.length, new Set(paths).size]).toEqual([500, 500])
      expect(store.datasets.get(dataset!.id).unfinished).toBe(false)
    } finally {
      store.close()
    }
  })
})
