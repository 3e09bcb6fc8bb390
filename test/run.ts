/**
 * The one gate, the same for people and for CI: types, lint, layout, tests, and journeys in a browser. Its last lines name
 * what failed and sum up all of them; it exits with 1 if anything failed.
 */
import { provideChromium } from './support/gate/chromium.ts'
import { runTool } from './support/gate/tools.ts'
import type { Counts } from './support/gate/tools.ts'
import { runVitest } from './support/gate/vitest.ts'

const typeChecks = [
  ['types: configuration', 'typescript/bin/tsc', '--project', '.'],
  ['types: main', 'typescript/bin/tsc', '--project', 'main'],
  ['types: preload', 'typescript/bin/tsc', '--project', 'preload'],
  ['types: renderer', 'vue-tsc/bin/vue-tsc.js', '--project', 'renderer'],
  ['types: test', 'vue-tsc/bin/vue-tsc.js', '--project', 'test'],
] as const

const totals = { passed: 0, failures: [] as string[], skipped: 0 }

function add(counts: Counts): void {
  totals.passed += counts.passed
  totals.failures.push(...counts.failures)
  totals.skipped += counts.skipped
}

async function checkTypes(): Promise<void> {
  for (const [name, tool, ...args] of typeChecks) add(await runTool(name, tool, [...args, '--noEmit']))
}

async function checkStyle(): Promise<void> {
  add(await runTool('lint', 'eslint/bin/eslint.js', ['.', '--max-warnings', '0']))
  add(await runTool('layout', 'prettier/bin/prettier.cjs', ['--check', '.', '--log-level', 'warn']))
}

await Promise.all([checkTypes(), checkStyle()])
add(await runVitest('unit'))
add(await runVitest('journeys', { CHROMIUM: provideChromium() }))

for (const failure of totals.failures) console.log(`✗ ${failure}`)
console.log(`${totals.passed} passed, ${totals.failures.length} failed, ${totals.skipped} skipped`)
process.exitCode = totals.failures.length === 0 ? 0 : 1
