/** `changes`: what has changed in a run's dataset since the run began. */
import type { Command } from 'commander'
import type { SnapshotChanges } from '../../../../preload/contract/index.ts'
import { createCommand, inWorkspace } from '../command.ts'
import type { CommonOptions } from '../command.ts'
import { whole } from '../options.ts'
import { count } from '../words.ts'

export function changesCommand(): Command {
  return createCommand('changes', 'tell what has changed in the dataset since a run began')
    .requiredOption('--run <id>', 'which run, by its number', whole(1))
    .action(({ run, ...options }: CommonOptions & { readonly run: number }) =>
      inWorkspace(options, async ({ client, output }) => {
        const changes = await client.call('splits.changesSince', { runId: run })
        output.answer(changes, () => describe(changes))
      }),
    )
}

function describe({ runId, sha256, same, added, removed, relabelled, moved }: SnapshotChanges): string {
  if (sha256 === null) return `Run ${runId} is older than the record of what a run begins with.`
  const began = `Run ${runId} began with the pictures, labels and splits of SHA-256 ${sha256}.`
  if (same) return `${began}\nNothing has changed since.`
  const counts = { added, removed, relabelled, 'moved to another split': moved }
  const told = Object.entries(counts).filter(([, value]) => value > 0)
  if (told.length === 0) return `${began}\nThe dataset is not the same any more.`
  return `${began}\nSince then: ${told.map(([name, value]) => `${count(value)} ${name}`).join(', ')}.`
}
