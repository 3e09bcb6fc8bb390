/**
 * The locks of a workspace: at most one process may begin runs in it, one trains a run, and one at a time imports into
 * a dataset. Each is a lock of the operating system on a small SQLite file, so that it goes with its process however
 * that ends, and nothing stale is left to take over.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Failure } from '../lib/failure.ts'

/** Who holds a workspace, for the sentence that another process prints. */
interface Holder {
  readonly host: string
  readonly pid: number
}

/** Open locks: a database that nobody refers to is collected and closed, and its lock with it. */
const held = new Set<Database.Database>()

/**
 * Locks the workspace for this process and answers what lets it go. Throws `Failure('conflict')` naming the process
 * that holds it.
 */
export function lockWorkspace(workspace: string, host: string): () => void {
  const holderFile = join(workspace, 'workspace.holder.json')
  const release = hold(join(workspace, 'workspace.lock'))
  if (!release) throw new Failure('conflict', heldBy(workspace, readHolder(holderFile)))
  writeFileSync(holderFile, JSON.stringify({ host, pid: process.pid } satisfies Holder))
  return () => {
    rmSync(holderFile, { force: true })
    release()
  }
}

/**
 * Locks the pictures of a dataset, whose pixel file has room for one writer, and answers what lets them go. Throws
 * `Failure('conflict')` where an import, in this process or another, holds them.
 */
export function lockImport(workspace: string, datasetId: number): () => void {
  mkdirSync(join(workspace, 'pixels'), { recursive: true })
  const release = hold(join(workspace, 'pixels', `${datasetId}.lock`))
  if (!release) throw new Failure('conflict', 'This dataset is being imported; wait for that, or cancel it first.')
  return release
}

/**
 * Locks a run for the process that trains it, and answers what lets it go; `null` where another process still has it,
 * such as a trainer whose host ended and that writes its last checkpoint.
 */
export function lockRun(workspace: string, runId: number): (() => void) | null {
  mkdirSync(join(workspace, 'logs'), { recursive: true })
  return hold(join(workspace, 'logs', `run-${String(runId)}.lock`))
}

/** Locks a file, made where it is missing; `null` where somebody else has it. */
function hold(file: string): (() => void) | null {
  const database = new Database(file, { timeout: 0 })
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error
    return null
  }
  held.add(database)
  return () => {
    held.delete(database)
    database.close()
  }
}

/** The holder as it introduced itself; null in the moment before it has. */
function readHolder(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch {
    return null
  }
}

function heldBy(workspace: string, holder: Holder | null): string {
  const who = holder ? `the ${holder.host} host, process ${String(holder.pid)}` : 'another process'
  return `The workspace ${workspace} is in use by ${who}. Close that first, or choose another folder with --workspace.`
}
