/** Child processes of the launcher: set-up steps that are quiet unless they fail, and the program itself. */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { LaunchError, root } from './place.mjs'

/** Runs a step of the set-up. Rejects with the end of what it printed where it fails. */
export function runQuietly(command, args, { cwd = root, env = {}, shell = false, timeoutMilliseconds } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      shell,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(timeoutMilliseconds ? { timeout: timeoutMilliseconds } : {}),
    })
    let printed = ''
    const keep = (chunk) => (printed = (printed + chunk).slice(-8000))
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code === 0) resolve(printed)
      else
        reject(
          new LaunchError(`${printed.trim()}\n(${[command, ...args].join(' ')}: ${signal ?? `exit code ${code}`})`),
        )
    })
  })
}

/**
 * Runs the program in this one's place: same terminal, same signals, same exit code. A terminal's Ctrl-C reaches the
 * child by itself, so it is only passed on where there is no terminal.
 */
export function runInPlace(command, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } })
    process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
    process.on('SIGTERM', () => child.kill('SIGTERM'))
    process.on('SIGHUP', () => child.kill('SIGHUP'))
    child.on('error', reject)
    child.on('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal]))
  })
}
