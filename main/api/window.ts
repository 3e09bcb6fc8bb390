/** Answers `window.*`, where the host has a window of its own; elsewhere there is nothing to do. */
import type { Handlers, HostCapabilities } from './handlers.ts'

export function windowHandlers({ window }: Pick<HostCapabilities, 'window'>): Handlers<'window'> {
  return {
    prefer: (preferences) => {
      window?.prefer(preferences)
      return {}
    },
    takeOpened: () => window?.takeOpened() ?? { folders: [], files: [] },
  }
}
