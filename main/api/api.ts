/**
 * The program's API over one open workspace: the methods and events of `preload/contract`, and the bytes that do not
 * travel in calls. It knows no host; each host carries its messages.
 */
import { openLog } from '../lib/log.ts'
import type { Store } from '../store/store.ts'
import { datasetHandlers } from './datasets.ts'
import { createEvents } from './events.ts'
import type { Events } from './events.ts'
import type { HostCapabilities } from './handlers.ts'
import { imageHandlers } from './images.ts'
import { networkTable } from './network.ts'
import { createRouter } from './router.ts'
import type { Outcome } from './router.ts'
import { runHandlers } from './runs.ts'
import { systemHandlers } from './system.ts'
import { Uploads } from './uploads.ts'
import { join } from 'node:path'

export interface ApiOptions {
  /** Closed by its opener, after the API. */
  readonly store: Store
  readonly host: HostCapabilities
  /** Whether this process may begin runs in the workspace, which only the holder of its lock may. */
  readonly exclusive: boolean
}

export interface Api {
  /** Answers a method of the contract; never rejects. */
  call(method: string, params: unknown, signal?: AbortSignal): Promise<Outcome>
  readonly listen: Events['listen']
  readonly uploads: Uploads
  /** A picture's thumbnail as WebP; rejects with `Failure('not-found')`. */
  thumbnail(imageId: number): Promise<Uint8Array>
  /** Ends imports and runs, the latter with a checkpoint, and waits for them. */
  close(): Promise<void>
}

const never = new AbortController().signal

export function createApi({ store, host, exclusive }: ApiOptions): Api {
  const log = openLog(join(store.workspace, 'logs', 'studio.log'))
  const { emit, listen } = createEvents()
  const uploads = new Uploads(store.workspace)
  const route = createRouter(
    {
      datasets: datasetHandlers(store, emit),
      runs: runHandlers(store),
      models: {
        network: ({ network, classes }: { network: never; classes: number }) => networkTable(network, classes),
      },
      images: imageHandlers(store, emit),
      system: systemHandlers(store, host),
    } as never,
    (method, error) => {
      log.write(`${method} failed`, error)
    },
  )
  return {
    call: (method, params, signal = never) => route(method, params, { signal }),
    listen,
    uploads,
    thumbnail: () => Promise.reject(new Error('no')),
    close: () => Promise.resolve(),
  }
}
