/** `npm run --silent bench -- train …`: benchmarks against the peers, ratios in one run; figures in RESULTS.md. */
import { resolve } from 'node:path'
import { Command, Option } from 'commander'
import { networkNames } from '../../preload/contract/index.ts'
import { benchCheckpoint, type CheckpointBenchOptions } from './checkpoint.ts'
import { benchCurves, type CurvesBenchOptions } from './curves/curves.ts'
import { benchDataset, type DatasetBenchOptions } from './dataset/dataset.ts'
import { makePictures } from './dataset/pictures.ts'
import { benchImport, type ImportBenchOptions } from './import.ts'
import { benchLabelling, type LabellingBenchOptions } from './labelling/labelling.ts'
import { benchPipeline, type PipelineBenchOptions } from './pipeline.ts'
import { benchSoak, type SoakOptions } from './soak.ts'
import { benchStart, type StartBenchOptions } from './start.ts'
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
program
  .command('import')
  .description('a whole import, and torchvision’s loader with two workers, which keeps nothing')
  .argument('<folder>', 'pictures, as “import” takes them')
  .option('--rounds <n>', 'turns of each', whole, 3)
  .option('--peer <file>', 'torchvision’s script', '../shared/peers/torch_loader.py')
  .option('--json', 'print JSON and nothing else')
  .action(
    async (folder: string, { json, peer, ...options }: Omit<ImportBenchOptions, 'folder'> & { json?: boolean }) => {
      const figures = await benchImport({ ...options, folder: resolve(folder), peer: resolve(peer) })
      console.log(json ? JSON.stringify(figures) : figures)
    },
  )
program
  .command('labelling')
  .description('the labelling page in a browser, over a large dataset')
  .argument('[folder]', 'real pictures, one folder a class; the program’s own samples without it')
  .option('--pictures <n>', 'pictures of the dataset', whole, 100_000)
  .option('--classes <n>', 'classes of the dataset', whole, 20)
  .option('--json', 'print JSON and nothing else')
  .action(
    async (
      folder: string | undefined,
      { json, ...options }: Omit<LabellingBenchOptions, 'folder'> & { json?: boolean },
    ) => {
      const figures = await benchLabelling({ ...options, ...(folder === undefined ? {} : { folder: resolve(folder) }) })
      console.log(json ? JSON.stringify(figures) : figures)
    },
  )
program
  .command('curves')
  .description('the charts of a run of many steps in a browser, and of a short one')
  .option('--steps <n>', 'steps of the long run', whole, 1_000_000)
  .option('--json', 'print JSON and nothing else')
  .action(async ({ json, ...options }: CurvesBenchOptions & { json?: boolean }) => {
    const figures = await benchCurves(options)
    console.log(json ? JSON.stringify(figures) : figures)
  })
program
  .command('pictures')
  .description('makes many pictures out of few, for the other benchmarks: small changes, no exact copies')
  .argument('<from>', 'the originals, one folder a class')
  .argument('<to>', 'where to put them')
  .option('--pictures <n>', 'how many', whole, 100_000)
  .action(async (from: string, to: string, { pictures }: { pictures: number }) => {
    const made = await makePictures({ from: resolve(from), to: resolve(to), pictures })
    console.log(`${made} pictures are in ${resolve(to)}.`)
  })
program
  .command('dataset')
  .description('what a person does with a large dataset, on the side of the store')
  .argument('[folder]', 'real pictures, one folder a class; rows without pictures otherwise')
  .option('--rows <n>', 'how many rows without pictures', whole, 1_300_000)
  .option('--json', 'print JSON and nothing else')
  .action(
    async (
      folder: string | undefined,
      { json, ...options }: Omit<DatasetBenchOptions, 'folder'> & { json?: boolean },
    ) => {
      const figures = await benchDataset({ ...options, ...(folder === undefined ? {} : { folder: resolve(folder) }) })
      console.log(json ? JSON.stringify(figures) : figures)
    },
  )
program
  .command('checkpoint')
  .description('how long training stands still for a checkpoint, beside the time of a step')
  .argument('<folder>', 'pictures, one folder a class')
  .addOption(new Option('--network <name>', 'which network').choices(networkNames).default('alexnet'))
  .option('--batch <n>', 'pictures a step', whole, 32)
  .option('--checkpoints <n>', 'how many, one every ten steps', whole, 3)
  .option('--json', 'print JSON and nothing else')
  .action(async (folder: string, { json, ...options }: Omit<CheckpointBenchOptions, 'folder'> & { json?: boolean }) => {
    const figures = await benchCheckpoint({ ...options, folder: resolve(folder) })
    console.log(json ? JSON.stringify(figures) : figures)
  })
program
  .command('soak')
  .description('a long run under watch: memory and handles of its trainer and its host')
  .option('--minutes <n>', 'how long', whole, 120)
  .option('--interval <n>', 'seconds between two looks', whole, 5)
  .addOption(new Option('--network <name>', 'which network').choices(['alexnet-mini', 'lenet']).default('alexnet-mini'))
  .option('--json', 'print JSON and nothing else')
  .action(async ({ json, ...options }: SoakOptions & { json?: boolean }) => {
    const figures = await benchSoak(options)
    console.log(json ? JSON.stringify(figures) : figures)
  })
program
  .command('start')
  .description('the built program from its start to its first picture, from page to page, and in idleness')
  .option('--pictures <n>', 'pictures of the workspace', whole, 10_000)
  .option('--idle <n>', 'seconds of watching an idle program', whole, 20)
  .option('--json', 'print JSON and nothing else')
  .action(async ({ json, ...options }: StartBenchOptions & { json?: boolean }) => {
    const figures = await benchStart(options)
    console.log(json ? JSON.stringify(figures) : figures)
  })
await program.parseAsync()
