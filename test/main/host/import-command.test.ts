import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { cli, terminalEntry } from '../../support/cli.ts'
import { writeLargeArchive } from '../../support/large-archive.ts'
import { temporaryFolder } from '../../support/workspace.ts'

it('an import tells how far it is in its archive, and stops there on Ctrl-C', { timeout: 30_000 }, async () => {
  const workspace = await temporaryFolder()
  const archive = join(workspace, 'many.tar.gz')
  await writeLargeArchive(archive, 120_000)
  const args = ['import', archive, '--name', 'many', '--json', '--workspace', workspace]
  const child = spawn(process.execPath, [terminalEntry, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const complaint = text(child.stderr)
  const ended = once(child, 'close')
  const events: unknown[] = []
  for await (const line of createInterface(child.stdout)) {
    const told = JSON.parse(line) as { event: string; found: number }
    events.push(told.event)
    if (told.found > 0) child.kill('SIGINT')
  }
  expect(await ended).toEqual([130, null])
  expect(await complaint).toBe('The import was cancelled before any picture was read.\n')
  expect(new Set(events)).toEqual(new Set(['datasets.listing']))
  expect((await cli('datasets', '--json', '--workspace', workspace)).stdout).toBe('[]\n')
})
