/** `suggest`: what a trained network takes the pictures of its dataset for that have no label, and labels from that. */
import type { Command } from 'commander'
import { createCommand, inWorkspace } from '../command.ts'
import type { CommonOptions } from '../command.ts'
import { withModelProgress } from '../model-progress.ts'
import { whole, zeroTo } from '../options.ts'
import { percent, plural } from '../words.ts'

interface SuggestOptions extends CommonOptions {
  readonly run: number
  readonly atLeast: number
  readonly accept?: boolean
  readonly insist?: boolean
}

interface Suggested {
  /** Pictures without a label. */
  readonly images: number
  /** Those of which the network is sure enough. */
  readonly sure: number
  /** Pictures that got a label. */
  readonly accepted: number
}

/** As many as one call takes. */
const picturesPerCall = 100_000

export function suggestCommand(): Command {
  return createCommand('suggest', 'suggest labels for the pictures of its dataset that have none')
    .requiredOption('--run <id>', 'which run, by its number', whole(1))
    .option('--at-least <p>', 'how probable the class must be, from 0 to 1', zeroTo(1), 0.9)
    .option('--accept', 'give those pictures their class; undone on the page Label')
    .option('--insist', 'also test pictures, although a run was measured on them')
    .action(({ run, atLeast, accept = false, insist = false, ...options }: SuggestOptions) =>
      inWorkspace(options, async ({ client, output }) => {
        const { datasetId, images } = await withModelProgress(client, output, () =>
          client.call('models.suggest', { runId: run }),
        )
        const filter = { classId: null, suggestedBy: run, atLeast }
        const { ids } = await client.call('images.ids', { datasetId, filter })
        let accepted = 0
        for (let first = 0; accept && first < ids.length; first += picturesPerCall) {
          const imageIds = ids.slice(first, first + picturesPerCall)
          accepted += (await client.call('images.accept', { datasetId, runId: run, imageIds, insist })).changed
        }
        const suggested: Suggested = { images, sure: ids.length, accepted }
        output.answer(suggested, () => describeSuggested(suggested, atLeast, accept))
      }),
    )
}

function describeSuggested({ images, sure, accepted }: Suggested, atLeast: number, accept: boolean): string {
  const asked = `${plural(images, 'picture')} without a label; of ${String(sure)} the network is at least ${percent(atLeast)} sure.`
  return `${asked}\n${accept ? `${plural(accepted, 'picture')} got a label.` : 'With --accept they get their class.'}`
}
