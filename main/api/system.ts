/** Answers `system.*`: what this machine and this host are. */
import { availableParallelism, totalmem } from 'node:os'
import { Failure } from '../lib/failure.ts'
import type { Devices } from '../run/devices.ts'
import type { Store } from '../store/store.ts'
import { listFolder } from './folders.ts'
import type { Handlers, HostCapabilities } from './handlers.ts'
import type { Reach } from './reach.ts'

export function systemHandlers(
  store: Store,
  host: HostCapabilities,
  devices: Devices,
  reach: Reach,
): Handlers<'system'> {
  return {
    info: () => ({
      version: host.version,
      host: host.host,
      workspace: store.workspace,
      platform: `${process.platform} ${process.arch}`,
      cores: availableParallelism(),
      memoryBytes: totalmem(),
    }),
    devices: () => devices.list(),
    chooseFolder: async ({ title }) => {
      if (!host.chooseFolder) {
        throw new Failure('unsupported', 'This host has no folder dialog; browse the folders or type the path.')
      }
      return { path: await host.chooseFolder(title) }
    },
    listFolder: async ({ path }) => {
      await reach(path)
      return listFolder(path)
    },
  }
}
