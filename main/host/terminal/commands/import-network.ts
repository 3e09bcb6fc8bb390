/** `import-network`: a network that was trained by another program becomes a run here. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { pixelForms, type PixelForm } from '../../../../preload/contract/index.ts'
import { createCommand, inWorkspace } from '../command.ts'
import type { CommonOptions } from '../command.ts'
import { choice } from '../options.ts'
import { plural } from '../words.ts'

interface ImportNetworkOptions extends CommonOptions {
  readonly name?: string
  readonly classes?: string[]
  readonly pixels?: PixelForm
}

export function importNetworkCommand(): Command {
  return createCommand('import-network', 'read a network that was trained elsewhere')
    .argument('<file>', 'weights: .pth, .pt, .safetensors, .onnx or .caffemodel')
    .option('--name <name>', 'what the run is called here (default: as the file)')
    .option('--classes <file>', 'a text file with the name of a class a line, in the order of the outputs', lines)
    .addOption(choice('--pixels <form>', 'what the weights see of pixels, where the file does not say', pixelForms))
    .addHelpText('after', help)
    .action((file: string, { name, classes, pixels, ...options }: ImportNetworkOptions) =>
      inWorkspace(options, async ({ client, output }) => {
        const { runId } = await client.call('models.import', { file: resolve(file), name, classNames: classes, pixels })
        const run = await client.call('runs.get', { runId })
        output.answer(
          run,
          () =>
            `Run ${String(runId)} “${run.name}”: ${run.settings.network} with ${plural(run.classes, 'class', 'classes')}. ` +
            `“classify --run ${String(runId)}” names pictures, “train --weights ${String(runId)}” begins with it.`,
        )
      }),
    )
}

const help = `
The network is told by the shapes of its weights. Without --pixels and without word of it in the file, those of
Caffe see pixels as caffe says here, all others as torchvision does. torchvision: red, green and blue from 0 to 1, less ImageNet's means, over its
deviations; caffe: blue, green and red from 0 to 255, less ImageNet's means; unit: red, green and blue from 0 to 1.`

function lines(path: string): string[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    throw new InvalidArgumentError('It is a text file that can be read.')
  }
  return text.split(/\r?\n/).flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
}
