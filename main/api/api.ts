/**
 * The program's API over one open workspace: the methods and events of `preload/contract`, and the bytes that do not
 * travel in calls. It knows no host; each host carries its messages.
 */
import { join } from 'node:path'
import type { ImportProgress } from '../../preload/contract/index.ts'
import { Classifier } from '../inference/classifier.ts'
import { openLog } from '../lib/log.ts'
import { Devices } from '../run/devices.ts'
import { RunManager } from '../run/manager.ts'
import type { Store } from '../store/store.ts'
import { forkChild } from '../worker/spawn.ts'
import { Checks } from './checks.ts'
import { classHandlers } from './classes.ts'
import { datasetHandlers } from './datasets.ts'
import { createEvents, type Events } from './events.ts'
import { exportHandlers, Exports } from './exports.ts'
import type { HostCapabilities } from './handlers.ts'
import { historyHandlers } from './history.ts'
import { hygieneHandlers } from './hygiene.ts'
import { imageHandlers } from './images.ts'
import { Imports } from './imports.ts'
import { modelHandlers } from './models.ts'
import { pictureSource, type PictureSource } from './pictures.ts'
import { createReach } from './reach.ts'
import { createRouter, type Outcome } from './router.ts'
import { runEvents, runHandlers } from './runs.ts'
import { splitHandlers } from './splits.ts'
import { systemHandlers } from './system.ts'
import { Uploads } from './uploads.ts'
import { windowHandlers } from './window.ts'

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
  readonly picture: PictureSource
  /** Ends imports and runs, the latter with a checkpoint, and waits for them. */
  close(): Promise<void>
}

const never = new AbortController().signal

export function createApi({ store, host, exclusive }: ApiOptions): Api {
  const log = openLog(join(store.workspace, 'logs', 'studio.log'))
  const { emit, listen } = createEvents()
  const { launch = forkChild } = host
  const uploads = new Uploads(store.workspace)
  if (exclusive) uploads.clear()
  const reach = createReach(host.host, uploads.folder)
  const imports = new Imports(store, emit)
  const exports = new Exports(store, emit)
  const checks = new Checks(store, emit)
  listen((event, payload) => {
    const { phase, datasetId } = payload as ImportProgress
    if (event === 'datasets.progress' && phase === 'done') void checks.follow(datasetId)
  })
  const classifier = new Classifier({ workspace: store.workspace, launch })
  const devices = new Devices({ workspace: store.workspace, launch, version: host.version })
  const manager = exclusive
    ? new RunManager({ store, launch, listener: runEvents(emit), speeds: () => devices.speeds })
    : null
  const route = createRouter(
    {
      classes: classHandlers(store, emit),
      datasets: datasetHandlers(store, imports, checks, uploads, reach, emit),
      exports: exportHandlers(exports, reach),
      history: historyHandlers(store, emit),
      hygiene: hygieneHandlers(store, checks, emit),
      images: imageHandlers(store, emit),
      runs: runHandlers({ store, manager, devices, checks, launch, emit }),
      models: modelHandlers(store, classifier, uploads, reach, emit),
      splits: splitHandlers(store, emit),
      system: systemHandlers(store, host, devices, reach),
      window: windowHandlers(host),
    },
    (method, error) => {
      log.write(`${method} failed`, error)
    },
  )
  return {
    call: (method, params, signal = never) => route(method, params, { signal }),
    listen,
    uploads,
    picture: pictureSource(store),
    async close() {
      await imports.close()
      await Promise.all([checks.close(), exports.close(), manager?.close(), classifier.close()])
    },
  }
}
