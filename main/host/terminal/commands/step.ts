/** `step`: training steps on tensors from files, for checking the engine's numbers from outside. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import { networkNames } from '../../../../preload/contract/index.ts'
import type { NetworkName } from '../../../../preload/contract/index.ts'
import { Failure } from '../../../lib/failure.ts'
import type { StepEvent, StepJob } from '../../../worker/protocol.ts'
import { forkChild } from '../../../worker/spawn.ts'
import { choice, positive, whole, zeroTo } from '../options.ts'
import { createOutput } from '../output.ts'

interface StepOptions extends Omit<StepJob, 'network'> {
  readonly network: NetworkName
  readonly json?: boolean
}

const files = `
Files are safetensors. Parameters have PyTorch's names and layouts: conv1.weight [out, in/groups, y, x], conv1.bias, …,
fc6.weight [out, in] with in = channel, y, x, …, fc8.bias. The batch holds images F32 [N, 3, crop, crop] as they enter
conv1, labels I64 [N], and, if wanted, mask6 and mask7 F32 [N, width], which multiply the outputs of fc6's and fc7's
ReLU (for alexnet-torchvision the inputs of fc6 and fc7): 0 or 1/(1−p). Without them nothing is dropped.
The output holds logits and loss of the first step, every updated parameter, and velocity.NAME for each.`

export function stepCommand(): Command {
  return new Command('step')
    .description('do training steps on tensors from files, to check the numbers from outside')
    .addOption(choice('--network <name>', 'which network', networkNames).makeOptionMandatory())
    .option('--classes <n>', 'how many classes it tells apart', whole(1, 100_000), 1000)
    .requiredOption('--weights <file>', 'parameters to start from')
    .requiredOption('--batch <file>', 'images, labels, masks')
    .requiredOption('--out <file>', 'where the result is written')
    .requiredOption('--learning-rate <x>', 'ε', positive(10))
    .option('--momentum <x>', 'μ', zeroTo(0.999), 0.9)
    .option('--weight-decay <x>', 'λ', zeroTo(1), 5e-4)
    .option('--steps <n>', 'updates, each on the same batch', whole(1, 1000), 1)
    .option('--device <id>', 'one of “devices”', 'cpu')
    .option('--threads <n>', 'processor threads, 0 for all cores', whole(0, 256), 0)
    .option('--json', 'print JSON and nothing else')
    .addHelpText('after', files)
    .action(runStep)
}

async function runStep({ json = false, ...options }: StepOptions): Promise<void> {
  const output = createOutput(json)
  const paths = { weights: resolve(options.weights), batch: resolve(options.batch), out: resolve(options.out) }
  const answer = await finished({ ...options, ...paths })
  output.answer(
    { loss: answer.loss, device: answer.device, secondsPerStep: answer.secondsPerStep, out: paths.out },
    () => {
      const seconds = answer.secondsPerStep.map((value) => value.toFixed(2)).join(', ')
      return `Loss ${answer.loss.toFixed(6)} on ${answer.device}; seconds of each step: ${seconds}\nWritten: ${paths.out}`
    },
  )
}

/** Rejects with `Failure` where the process fails or ends without an answer; its log is kept for the latter alone. */
function finished(job: StepJob): Promise<Extract<StepEvent, { type: 'done' }>> {
  const folder = mkdtempSync(join(tmpdir(), 'alexnet-studio-step-'))
  const logFile = join(folder, 'step.log')
  let answered = false
  const { promise, resolve, reject } = Promise.withResolvers<Extract<StepEvent, { type: 'done' }>>()
  const child = forkChild('step.worker', { job, logFile })
  child.onMessage((message) => {
    const event = message as StepEvent
    answered = true
    if (event.type === 'done') resolve(event)
    else reject(new Failure(event.failure.code === 'internal' ? 'failed' : event.failure.code, event.failure.message))
  })
  child.onExit((how) => {
    if (answered) rmSync(folder, { recursive: true, force: true })
    else reject(new Failure('failed', `The process ended without an answer (${how}); ${logFile} may say why.`))
  })
  return promise
}
