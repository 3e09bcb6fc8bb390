/** `npm run --silent bench -- train …`: benchmarks against the peers, ratios in one run; figures in RESULTS.md. */
import { resolve } from 'node:path'
import { Command, Option } from 'commander'
import { benchPipeline, type PipelineBenchOptions } from './pipeline.ts'
import { benchTrain, type TrainBenchOptions } from './train.ts'

const whole = (text: string) => Number.parseInt(text, 10)

const program = new Command('bench')
program
  .command('train')
  .description('training steps of this program and of PyTorch on the processor')
  .addOption(
    new Option('--network <name>', 'which network')
      .choices(['alexnet', 'alexnet-2gpu', 'alexnet-torchvision'])
      .default('alexnet'),
  )
  .option('--batch <n>', 'pictures a step', whole, 128)
  .option('--threads <n>', 'processor threads, 0 for all cores', whole, 0)
  .option('--memory <mb>', 'memory of this program’s step in MB, 0 for its own choice', whole, 0)
  .option('--rounds <n>', 'turns of each', whole, 3)
  .option('--peer <file>', 'PyTorch’s script', '../shared/peers/torch_train.py')
  .option('--json', 'print JSON and nothing else')
  .action(({ json, peer, ...options }: TrainBenchOptions & { json?: boolean }) => {
    const figures = benchTrain({ ...options, peer: resolve(peer) })
    console.log(json ? JSON.stringify(figures) : figures)
  })
program
  .command('pipeline')
  .description('augmented pictures a second, without training')
  .option('--crop <pixels>', 'side of the crops', whole, 224)
  .option('--threads <n>', 'worker threads', whole, 2)
  .option('--json', 'print JSON and nothing else')
  .action(async ({ json, ...options }: PipelineBenchOptions & { json?: boolean }) => {
    const figures = await benchPipeline(options)
    console.log(json ? JSON.stringify(figures) : figures)
  })
await program.parseAsync()
