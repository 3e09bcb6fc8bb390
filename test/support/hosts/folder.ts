/** The folder that a host is started on. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface HostFolder {
  readonly path: string
  readonly workspace: string
  remove(): Promise<void>
}

/** The folder given, which stays; or a fresh one, which goes. */
export async function hostFolder(given: string | undefined): Promise<HostFolder> {
  const path = given ?? (await mkdtemp(join(tmpdir(), 'studio-journey-')))
  return {
    path,
    workspace: join(path, 'workspace'),
    async remove() {
      if (given === undefined) await rm(path, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}
