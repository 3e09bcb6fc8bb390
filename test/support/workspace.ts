/** Workspaces and folders of their own for tests, gone when the test is over. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openStore } from '../../main/store/open.ts'
import type { Store } from '../../main/store/store.ts'

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'alexnet studio '))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A store over a fresh workspace. */
export async function temporaryStore(): Promise<Store> {
  const store = openStore(await temporaryFolder())
  onTestFinished(() => store.close())
  return store
}
