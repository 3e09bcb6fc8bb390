/** A host of the program as journeys use it: started on a workspace, opened as a page, closed or killed. */
import type { Page } from 'playwright-core'
import type { StudioPage, StudioPageOptions } from '../studio-page.ts'

export interface StartOptions {
  /** A folder of an earlier start, whose workspace is opened again; a fresh one without it, removed at the end. */
  readonly folder?: string
  /** Languages of the system, first choice first. */
  readonly languages?: string
}

export interface RunningHost {
  /** A folder of its own, with the workspace in it and room beside that for pictures. */
  readonly folder: string
  /** Process of the host. */
  readonly pid: number
  /** Opens a page: the window, or one more tab of a browser. */
  open(options?: StudioPageOptions): Promise<StudioPage>
  /** Drops files and folders of the disk on a page of it. */
  drop(page: Page, paths: readonly string[]): Promise<void>
  /** Ends the program as its person would, and waits for its end. */
  close(): Promise<void>
  /** Ends the program as a power cut would. */
  kill(): Promise<void>
}

export interface Host {
  readonly name: string
  /** Why it cannot be used on this machine, or null. */
  readonly obstacle: string | null
  /** Whether several pages may be open at once. */
  readonly manyPages: boolean
  start(options?: StartOptions): Promise<RunningHost>
}
