/**
 * Vitest's reporter for the gate: counts the tests and names what failed, be it a test, a hook of a suite, a file that could
 * not be loaded or an error outside all of these, and writes both to the file named by `GATE_REPORT`.
 */
import { writeFileSync } from 'node:fs'
import type { Reporter, SerializedError, TestModule, TestSuite } from 'vitest/node'
import type { Counts } from './tools.ts'

export default class GateReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const having = (state: string) => tests.filter((test) => test.result().state === state)
    const counts: Counts = {
      passed: having('passed').length,
      failures: [
        ...modules.flatMap(outsideTests),
        ...having('failed').map((test) => named(test.module, test.fullName, test.result().errors)),
        ...unhandled.map((error) => `outside all tests: ${reason(error)}`),
      ],
      skipped: tests.length - having('passed').length - having('failed').length,
    }
    writeFileSync(process.env.GATE_REPORT ?? '', JSON.stringify(counts))
  }
}

/** What failed in a file beside its tests: its loading, and hooks that run before or after all tests of a suite. */
function outsideTests(module: TestModule): string[] {
  const failed = (one: TestModule | TestSuite) => one.errors().length > 0
  return [module, ...module.children.allSuites()]
    .filter(failed)
    .map((one) => named(module, one.type === 'suite' ? `${one.fullName}, a hook` : 'the file or a hook', one.errors()))
}

function named(module: TestModule, what: string, errors: readonly SerializedError[] = []): string {
  return [`${module.relativeModuleId}: ${what}`, ...errors.map(reason)].join('\n')
}

/** The error and where it was thrown in this project, without the frames of libraries. */
function reason(error: SerializedError): string {
  const lines = (error.stack ?? error.message).split('\n')
  return lines.filter((line) => !/^ +at .*node_modules/.test(line)).join('\n')
}
