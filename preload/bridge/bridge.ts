/**
 * What a page sees of its host, on `window.studio` in Electron and made by `browser.ts` in a browser: the same
 * surface over different wires. It knows no method; the contract does.
 */
import type { FileReference } from '../contract/models.ts'
import type { Reply } from '../contract/wire.ts'

export interface Bridge {
  readonly host: 'electron' | 'loopback'
  /**
   * Sends a request and resolves with its reply, also when the reply is a refusal. `cancellable` is handed a function
   * that asks the host to give up (an `AbortSignal` does not cross Electron's context bridge).
   */
  call(method: string, params: unknown, cancellable?: (cancel: () => void) => void): Promise<Reply>
  /** Hears one event until the function that it returns is called. */
  listen(event: string, listener: (payload: unknown) => void): () => void
  /** Hears whether the host can be reached. */
  connection(listener: (connected: boolean) => void): () => void
  /** Makes dropped files nameable in calls: by path in Electron, by upload in a browser. */
  reference(files: readonly File[]): Promise<FileReference[]>
  /**
   * Makes a dropped folder nameable: its path in Electron, which needs the drop's `File`; in a browser its files are uploaded into the workspace and
   * the path of that copy is the answer. `progress` hears uploaded and total files.
   */
  folder(drop: FileSystemDirectoryEntry | File, progress: (done: number, total: number) => void): Promise<string>
  /** Makes dropped files nameable by path, in their order, as `folder` does. */
  files(drop: readonly File[], progress: (done: number, total: number) => void): Promise<string[]>
}

declare global {
  interface Window {
    /** Set by the preload in Electron, absent in a browser. */
    readonly studio?: Bridge
  }
}
