/** `classify`: the most probable classes of picture files. */
import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Classification } from '../../../../preload/contract/index.ts'
import { Failure } from '../../../lib/failure.ts'
import { createCommand, inWorkspace } from '../command.ts'
import type { CommonOptions } from '../command.ts'
import { whole } from '../options.ts'
import { bar, percent, plural } from '../words.ts'

interface ClassifyOptions extends CommonOptions {
  readonly run: number
  readonly top: number
}

/** As many as one call takes. */
const filesPerCall = 1000

export function classifyCommand(): Command {
  return createCommand('classify', 'name the most probable classes of pictures')
    .requiredOption('--run <id>', 'which run, by its number', whole(1))
    .option('--top <n>', 'how many classes to name', whole(1, 1000), 5)
    .argument('<file...>', 'pictures')
    .action((files: readonly string[], { run, top, ...options }: ClassifyOptions) =>
      inWorkspace(options, async ({ client, output }) => {
        const answers: Classification[] = []
        for (let first = 0; first < files.length; first += filesPerCall) {
          const chunk = files.slice(first, first + filesPerCall)
          const references = chunk.map((file) => ({ kind: 'path' as const, path: resolve(file) }))
          const part = await client.call('models.classify', { runId: run, files: references, top })
          answers.push(...part.map((answer, index) => ({ ...answer, file: chunk[index] ?? answer.file })))
        }
        output.answer(answers, () => answers.map(describeClassification).join('\n\n'))
        const unread = answers.filter((answer) => !answer.ok).length
        if (unread > 0)
          throw new Failure('failed', `${plural(unread, 'file')} of ${String(files.length)} could not be classified.`)
      }),
    )
}

export function describeClassification(answer: Classification): string {
  if (!answer.ok) return `${answer.file}\n  ${answer.message}`
  const width = Math.max(...answer.predictions.map(({ name }) => name.length))
  const lines = answer.predictions.map(
    ({ name, probability }) => `  ${name.padEnd(width)}  ${bar(probability)}  ${percent(probability).padStart(7)}`,
  )
  return [answer.file, ...lines].join('\n')
}
