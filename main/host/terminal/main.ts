/** The terminal's door. Commands only read options and show answers; the API does the work. */
import { Command, CommanderError } from 'commander'
import { Failure } from '../../lib/failure.ts'
import { applicationVersion } from '../application.ts'
import { changesCommand } from './commands/changes.ts'
import { classifyCommand } from './commands/classify.ts'
import { checkpointCommand, pauseCommand, rateCommand, resumeCommand, stopCommand } from './commands/control.ts'
import { datasetsCommand } from './commands/datasets.ts'
import { demoCommand } from './commands/demo.ts'
import { devicesCommand } from './commands/devices.ts'
import { confusionsCommand } from './commands/confusions.ts'
import { evaluateCommand } from './commands/evaluate.ts'
import { exportCommand } from './commands/export.ts'
import { exportNetworkCommand } from './commands/export-network.ts'
import { importNetworkCommand } from './commands/import-network.ts'
import { hygieneCommand } from './commands/hygiene.ts'
import { importCommand } from './commands/import.ts'
import { neighboursCommand } from './commands/neighbours.ts'
import { networkCommand } from './commands/network.ts'
import { occlusionCommand } from './commands/occlusion.ts'
import { compareCommand, runCommand } from './commands/run.ts'
import { runsCommand } from './commands/runs.ts'
import { splitsCommand } from './commands/splits.ts'
import { stepCommand } from './commands/step.ts'
import { suggestCommand } from './commands/suggest.ts'
import { trainCommand } from './commands/train.ts'

/** Exit codes: 1 a job failed, 2 the input was wrong, 130 a person stopped it (128 + SIGINT). */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (!(error instanceof Failure) || error.code === 'failed') return 1
  return error.code === 'cancelled' ? 130 : 2
}

function createProgram(): Command {
  const program = new Command('alexnet-studio')
    .description('Import pictures, train AlexNet, classify: everything that the window does, for scripts.')
    .version(applicationVersion())
  const commands = [
    importCommand(),
    datasetsCommand(),
    hygieneCommand(),
    splitsCommand(),
    exportCommand(),
    trainCommand(),
    runsCommand(),
    runCommand(),
    compareCommand(),
    pauseCommand(),
    resumeCommand(),
    stopCommand(),
    rateCommand(),
    checkpointCommand(),
    changesCommand(),
    evaluateCommand(),
    confusionsCommand(),
    exportNetworkCommand(),
    importNetworkCommand(),
    classifyCommand(),
    occlusionCommand(),
    neighboursCommand(),
    suggestCommand(),
    networkCommand(),
    devicesCommand(),
    stepCommand(),
    demoCommand(),
  ]
  for (const command of commands) program.addCommand(command)
  for (const command of [program, ...commands]) {
    command.exitOverride().configureOutput({
      outputError: (text, write) => {
        write(text.replace(/^error: /, ''))
      },
    })
  }
  return program
}

// Who reads the answer may have seen enough: `| head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

try {
  await createProgram().parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) console.error(error instanceof Error ? error.message : error)
  process.exitCode = exitCodeOf(error)
}
