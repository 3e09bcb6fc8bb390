/**
 * The one gate, the same for people and for CI: types, lint, layout, tests, and journeys in a browser. Its last line sums up
 * all of them; it exits with 1 if anything failed.
 */
import { provideChromium } from './support/gate/chromium.ts'
import { runTool } from './support/gate/tools.ts'
import { runVitest } from './support/gate/vitest.ts'

const typeChecks = [
  ['types: configuration', 'typescript/bin/tsc', '--project', '.'],
  ['types: main', 'typescript/bin/tsc', '--project', 'main'],
  ['types: preload', 'typescript/bin/tsc', '--project', 'preload'],
  ['types: renderer', 'vue-tsc/bin/vue-tsc.js', '--project', 'renderer'],
  ['types: test', 'vue-tsc/bin/vue-tsc.js', '--project', 'test'],
] as const

const totals = { passed: 0, failed: 0, skipped: 0 }

function add(counts: typeof totals): void {
  totals.passed += counts.passed
  totals.failed += counts.failed
  totals.skipped += counts.skipped
}

for (const [name, tool, ...args] of typeChecks) add(await runTool(name, tool, [...args, '--noEmit']))
add(await runTool('lint', 'eslint/bin/eslint.js', ['.', '--max-warnings', '0']))
add(await runTool('layout', 'prettier/bin/prettier.cjs', ['--check', '.', '--log-level', 'warn']))
add(await runVitest('unit'))
add(await runVitest('journeys', { CHROMIUM: provideChromium() }))

console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`)
process.exitCode = totals.failed === 0 ? 0 : 1
