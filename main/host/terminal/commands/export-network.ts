/** `export-network`: a trained network becomes a file that other programs read. */
import { basename, dirname, extname, resolve } from 'node:path'
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { networkFormats, type NetworkFormat } from '../../../../preload/contract/index.ts'
import { createCommand, inWorkspace } from '../command.ts'
import type { CommonOptions } from '../command.ts'
import { whole } from '../options.ts'
import { megabytes } from '../words.ts'

interface ExportNetworkOptions extends CommonOptions {
  readonly run: number
  readonly step?: number
}

interface Target {
  readonly folder: string
  readonly name: string
  readonly format: NetworkFormat
}

export function exportNetworkCommand(): Command {
  return createCommand('export-network', 'write a trained network for other programs')
    .argument('<file>', 'NAME.onnx for any runtime, NAME.safetensors for PyTorch; not there yet', target)
    .requiredOption('--run <id>', 'which run, by its number', whole(1))
    .option('--step <n>', 'the checkpoint of that step (default: the best, else the newest)', whole(0))
    .addHelpText('after', help)
    .action((to: Target, { run, step, ...options }: ExportNetworkOptions) =>
      inWorkspace(options, async ({ client, output }) => {
        const exported = await client.call('models.export', { runId: run, step, ...to })
        const { file, bytes, epoch } = exported
        output.answer(exported, () => `${file}, ${megabytes(bytes)}: run ${String(run)} in epoch ${String(epoch)}`)
      }),
    )
}

const help = `
ONNX: input images, float32 [batch, 3, crop, crop], red, green and blue from 0 to 255; outputs logits and probabilities,
float32 [batch, classes]. The file's metadata have the names of the classes and how pictures are cut.
safetensors: conv1.weight [out, in/groups, y, x], conv1.bias, …, fc6.weight [out, in]; conv1 sees
(pixels − input.mean) × input.scale.`

function target(path: string): Target {
  const ending = extname(path)
  const format = networkFormats.find((one) => `.${one}` === ending.toLowerCase())
  if (format === undefined) throw new InvalidArgumentError('It ends in .onnx or .safetensors.')
  return { folder: resolve(dirname(path)), name: basename(path, ending), format }
}
