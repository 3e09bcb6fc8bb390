/** Opens a workspace for a host: its folder, its lock where it is to be written, its store, and the API over it. */
import { homedir } from 'node:os'
import { join } from 'node:path'
import { createApi } from '../api/api.ts'
import type { Api } from '../api/api.ts'
import type { HostCapabilities } from '../api/handlers.ts'
import { lockWorkspace } from '../store/lock.ts'
import { openStore } from '../store/open.ts'
import { applicationVersion } from './application.ts'

export interface Workspace {
  /** The folder, absolute. */
  readonly folder: string
  readonly api: Api
  /** Ends what runs (a training run with a checkpoint), then lets the workspace go. */
  close(): Promise<void>
}

export interface WorkspaceOptions extends Omit<HostCapabilities, 'version'> {
  /** The workspace's folder; the person's own without it. */
  readonly folder: string | undefined
  /** Whether this process may begin runs; one process at a time may. */
  readonly exclusive: boolean
}

/** Throws a `Failure` where the folder is not usable, or where another process holds it and `exclusive` is asked for. */
export function openWorkspace({ folder, exclusive, ...capabilities }: WorkspaceOptions): Workspace {
  const store = openStore(folder ?? defaultWorkspace())
  try {
    const release = exclusive ? lockWorkspace(store.workspace, capabilities.host) : undefined
    const api = createApi({ store, exclusive, host: { ...capabilities, version: applicationVersion() } })
    return {
      folder: store.workspace,
      api,
      async close() {
        await api.close()
        store.close()
        release?.()
      },
    }
  } catch (error) {
    store.close()
    throw error
  }
}

/** `AlexNet Studio` in the folder where the platform keeps a person's application data. */
export function defaultWorkspace(platform = process.platform, env = process.env, home = homedir()): string {
  const name = 'AlexNet Studio'
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), name)
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', name)
  return join(env.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'alexnet-studio')
}
