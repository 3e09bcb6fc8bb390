/** What every command has: a workspace, `--json`, `--help`, and an end with an exit code. */
import { Command } from 'commander'
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
  readonly client: Client
  readonly output: Output
}

export function createCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option('--workspace <folder>', 'where datasets and runs are kept (default: your own, see README)')
    .option('--json', 'print JSON and nothing else')
}

/** Opens the workspace, does the work, closes it; `exclusive` where the work begins runs. */
export async function inWorkspace(
  { workspace: folder, json = false }: CommonOptions,
  work: (context: CommandContext) => Promise<void>,
  { exclusive } = { exclusive: false },
): Promise<void> {
  const output = createOutput(json)
  const workspace = openWorkspace({ folder, host: 'terminal', exclusive })
  try {
    await work({ workspace, client: createClient(workspace.api), output })
  } finally {
    output.progressEnd()
    await workspace.close()
  }
}
