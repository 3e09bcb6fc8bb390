/** What stands on the command line of the window: `[--workspace DIR] [FILE or FOLDER …]`. */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export interface WindowArguments {
  /** The workspace's folder; the person's own without it. */
  readonly workspace: string | undefined
  /** Files and folders to open, absolute. */
  readonly paths: readonly string[]
}

/**
 * Reads `process.argv` of this start, or of a second one in `folder`. A program that is not packaged has its own folder
 * as a further argument. Electron's and Chromium's own switches may stand among them; they are not ours to refuse.
 */
export function readArguments(argv: readonly string[], packaged: boolean, folder: string): WindowArguments {
  const { values, positionals } = parseArgs({
    args: argv.slice(packaged ? 1 : 2),
    options: { workspace: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  })
  return {
    workspace: typeof values.workspace === 'string' ? resolve(folder, values.workspace) : undefined,
    paths: positionals.map((path) => resolve(folder, path)),
  }
}
