/** What a trainer's process leaves beside the store: what it printed, which tells why it died, and the lock of its run. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { lastLines } from './last-lines.ts'

export function trainerLog(workspace: string, runId: number): string {
  return join(workspace, 'logs', `run-${String(runId)}.log`)
}

export function removeTrainerFiles(workspace: string, runId: number): void {
  const log = trainerLog(workspace, runId)
  for (const file of [log, log.replace(/log$/, 'lock')]) rmSync(file, { force: true })
}

/** A sentence on a trainer that is gone without having said how its run ended; `how` is as `Child.onExit` has it. */
export function unexpectedEnd(logFile: string, how: string): string {
  const memory = how === 'signal SIGKILL' ? ' Where memory ran out, a smaller batch or a memory limit helps.' : ''
  const said = lastLines(logFile)
  return `The trainer’s process ended unexpectedly (${how}); the run can be resumed.${memory}${said ? ` It last said: ${said}` : ''}`
}
