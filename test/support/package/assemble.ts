/**
 * The application as electron-builder packs it for Linux on x64, but for Electron's own files, and as a folder in place
 * of an archive, so that it can be looked into and run by Node.js.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { readFuses, writeElectronFiles, type Fuses } from './electron-files.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../../..')
const builder = createRequire(import.meta.url).resolve('electron-builder/cli.js')

export interface Assembled {
  /** Folder of the program's own files. */
  readonly application: string
  readonly fuses: Fuses
  remove(): Promise<void>
}

export async function assemble(): Promise<Assembled> {
  const folder = await mkdtemp(join(tmpdir(), 'studio-package-'))
  const electron = join(folder, 'electron')
  await writeElectronFiles(electron)
  const settings = ['asar=false', `electronDist=${electron}`, `directories.output=${join(folder, 'dist')}`]
  await run(
    process.execPath,
    [builder, '--linux', 'dir', '--x64', '--publish', 'never', ...settings.map((setting) => `-c.${setting}`)],
    // Under Vitest, whose variable it looks for, it would link files in place of copying them.
    { cwd: root, env: { ...process.env, VITEST: undefined, USE_HARD_LINKS: 'false' } },
  )
  const unpacked = join(folder, 'dist', 'linux-unpacked')
  return {
    application: join(unpacked, 'resources', 'app'),
    fuses: await readFuses(join(unpacked, 'alexnet-studio')),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
