/** What every command has: a workspace, `--json`, `--help`, and an end with an exit code. */
import { Command } from 'commander'
import { Failure } from '../../lib/failure.ts'
import { openWorkspace } from '../workspace.ts'
import type { Workspace } from '../workspace.ts'
import { createClient } from './client.ts'
import type { Client } from './client.ts'
import { createOutput } from './output.ts'
import type { Output } from './output.ts'

export interface CommonOptions {
  readonly workspace?: string | undefined
  readonly json?: boolean | undefined
}

export interface CommandContext {
  readonly workspace: Workspace
  /** Whether this process may begin runs; another may hold the workspace. */
  readonly holds: boolean
  readonly client: Client
  readonly output: Output
}

export function createCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option('--workspace <folder>', 'where datasets and runs are kept (default: your own, see README)')
    .option('--json', 'print JSON and nothing else')
}

/**
 * Opens the workspace, does the work, closes it; `exclusive` where the work begins runs, `if-free` where it can ask
 * another process that holds the workspace.
 */
export async function inWorkspace(
  { workspace: folder, json = false }: CommonOptions,
  work: (context: CommandContext) => Promise<void>,
  { exclusive }: { exclusive: boolean | 'if-free' } = { exclusive: false },
): Promise<void> {
  const output = createOutput(json)
  const { workspace, holds } = open(folder, exclusive)
  try {
    await work({ workspace, holds, client: createClient(workspace.api), output })
  } finally {
    output.progressEnd()
    await workspace.close()
  }
}

function open(folder: string | undefined, exclusive: boolean | 'if-free'): Pick<CommandContext, 'workspace' | 'holds'> {
  const holds = exclusive !== false
  try {
    return { workspace: openWorkspace({ folder, host: 'terminal', exclusive: holds }), holds }
  } catch (error) {
    if (exclusive !== 'if-free' || !(error instanceof Failure) || error.code !== 'conflict') throw error
    return { workspace: openWorkspace({ folder, host: 'terminal', exclusive: false }), holds: false }
  }
}
