/** A folder with a workspace that has a dataset of six colours and a trained run, made in the terminal. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { inject } from 'vitest'
import type { TestProject } from 'vitest/node'
import { writeColours } from './colours.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the workspace lies that all tests copy; nothing is there before the first of them asks for it. */
    preparedFolder: string
  }
}

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

/** Vitest calls this once before the journeys; the workspace goes when they are over. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'studio-prepared-'))
  project.provide('preparedFolder', join(folder, 'once'))
  return () => remove(folder)
}

/** A copy of its own for the caller, whose dataset's pictures lie in the original. */
export async function prepareWorkspace(): Promise<Prepared> {
  const original = inject('preparedFolder')
  if (!existsSync(original)) await prepare(original)
  const folder = await mkdtemp(join(tmpdir(), 'studio-copy-'))
  await cp(join(original, 'workspace'), join(folder, 'workspace'), { recursive: true })
  return { folder, remove: () => remove(folder) }
}

async function prepare(folder: string): Promise<void> {
  try {
    await writeColours(join(folder, 'colours'), 8)
    await cli(folder, 'import', join(folder, 'colours'), '--name', 'colours')
    await cli(folder, 'train', '--dataset', 'colours', '--network', 'lenet', '--epochs', '2', '--batch', '16')
  } catch (error) {
    await remove(folder)
    throw error
  }
}

const remove = (folder: string) => rm(folder, { recursive: true, force: true, maxRetries: 3 })
