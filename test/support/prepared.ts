/** A folder with a workspace that has a dataset of six colours and a trained run, made in the terminal. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { writeColours } from './colours.ts'

const run = promisify(execFile)
const terminal = join(import.meta.dirname, '../../out/main/terminal.js')

/** Runs a command of the terminal on the workspace in `folder`. */
export async function cli(folder: string, ...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [terminal, ...args, '--workspace', join(folder, 'workspace')])
  return stdout
}

export interface Prepared {
  readonly folder: string
  remove(): Promise<void>
}

export async function prepareWorkspace(): Promise<Prepared> {
  const folder = await mkdtemp(join(tmpdir(), 'studio-prepared-'))
  await writeColours(join(folder, 'colours'), 8)
  await cli(folder, 'import', join(folder, 'colours'), '--name', 'colours')
  await cli(folder, 'train', '--dataset', 'colours', '--network', 'lenet', '--epochs', '2', '--batch', '16')
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) }
}
