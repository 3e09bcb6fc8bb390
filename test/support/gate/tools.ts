/** Runs a tool of `node_modules` as one check: it passed if it exited with 0. */
import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'

export interface Counts {
  readonly passed: number
  /** What failed, each by its name and with its reason where that is not printed already. */
  readonly failures: readonly string[]
  readonly skipped: number
}

export const root = resolve(import.meta.dirname, '..', '..', '..')

/** Runs a package's script on this Node, its output on ours, and resolves with its exit code. */
export function runScript(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  const path = join(root, 'node_modules', script)
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path, ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: 'inherit',
    })
    child.on('error', reject)
    child.on('close', (code) => {
      resolve(code ?? 1)
    })
  })
}

export async function runTool(name: string, script: string, args: readonly string[]): Promise<Counts> {
  const started = performance.now()
  const passed = (await runScript(script, args)) === 0
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${passed ? '✓' : '✗'} ${name} (${seconds} s)`)
  return { passed: passed ? 1 : 0, failures: passed ? [] : [name], skipped: 0 }
}
