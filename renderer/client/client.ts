/**
 * The page's one way to the program: calls, events, dropped files. It carries the contract's types to the bridge and
 * turns refusals into `ClientError`; it keeps no state and no cache.
 */
import type {
  EventName,
  EventPayload,
  FileReference,
  MethodName,
  Params,
  Result,
} from '../../preload/contract/index.ts'
import type { Bridge } from '../../preload/bridge/bridge.ts'
import { createBrowserBridge } from '../../preload/bridge/browser.ts'
import { ClientError } from './errors.ts'

export { fileOf, filesIn } from '../../preload/bridge/entries.ts'

const bridge: Bridge = window.studio ?? createBrowserBridge()

/** Where the page runs: in the program's own window or in a browser. */
export const host = bridge.host

/**
 * Calls a method of the contract. Rejects with `ClientError`, whose message is for people; where the signal made the
 * program give up, its code is `cancelled`. Parameters cross as plain data, so that a reactive proxy in them does no harm.
 */
export async function call<Name extends MethodName>(
  method: Name,
  params: Params<Name>,
  signal?: AbortSignal,
): Promise<Result<Name>> {
  const reply = await bridge.call(method, JSON.parse(JSON.stringify(params)), (cancel) => {
    // Without the event, which does not cross Electron's context bridge.
    signal?.addEventListener('abort', () => {
      cancel()
    })
  })
  if (!reply.ok) throw new ClientError(reply.code, reply.message)
  return reply.value as Result<Name>
}

/** Hears an event of the contract until the function that it returns is called. */
export function listen<Name extends EventName>(
  event: Name,
  listener: (payload: EventPayload<Name>) => void,
): () => void {
  return bridge.listen(event, (payload) => {
    listener(payload as EventPayload<Name>)
  })
}

/** Hears whether the program can be reached, until the function that it returns is called. */
export function connection(listener: (connected: boolean) => void): () => void {
  return bridge.connection(listener)
}

/** Makes dropped files nameable in calls, in their order. */
export function reference(files: readonly File[]): Promise<FileReference[]> {
  return bridge.reference(files)
}

/** Paths on the program's machine of dropped files, in their order; a browser uploads them first. */
export function filePaths(drop: readonly File[], progress: (done: number, total: number) => void): Promise<string[]> {
  return bridge.files(drop, progress)
}

/** A folder that was opened with the program, whose path is known. */
export interface OpenedFolder {
  readonly name: string
  readonly path: string
}

/** A folder that was dropped on the page: its entry for the files in it, and what the window knows its path by. */
export interface DroppedFolder {
  readonly entry: FileSystemDirectoryEntry
  readonly file: File | null
}

/** A folder that a dataset is to be made of. */
export type GivenFolder = DroppedFolder | OpenedFolder

/** Path on the program's machine of a given folder; a browser uploads its files first, which `progress` hears. */
export function folderPath(folder: GivenFolder, progress: (done: number, total: number) => void): Promise<string> {
  if ('path' in folder) return Promise.resolve(folder.path)
  return bridge.folder(host === 'electron' && folder.file ? folder.file : folder.entry, progress)
}
