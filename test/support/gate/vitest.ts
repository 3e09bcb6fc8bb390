/** Runs a project of `vitest.config.ts`, counts its tests and names those that failed. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runScript } from './tools.ts'
import type { Counts } from './tools.ts'

const reporters = ['default', join(import.meta.dirname, 'reporter.ts')].map((name) => `--reporter=${name}`)

export async function runVitest(project: string, env: NodeJS.ProcessEnv = {}): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), 'alexnet-studio-test-'))
  const file = join(folder, 'report.json')
  try {
    const args = ['run', '--project', project, ...reporters]
    const code = await runScript('vitest/vitest.mjs', args, { ...env, GATE_REPORT: file })
    const counts = JSON.parse(readFileSync(file, 'utf8')) as Counts
    if (code === 0 || counts.failures.length > 0) return counts
    return { ...counts, failures: [`${project}: Vitest ended with code ${code} and named no reason`] }
  } catch (error) {
    return { passed: 0, failures: [`${project}: Vitest left no report (${String(error)})`], skipped: 0 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
