/** Measures the charts of a run of many steps, and of a short one beside it, in the built program in a real browser. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openStore } from '../../../main/store/open.ts'
import { launchBrowser } from '../../support/browser.ts'
import { trainingSettings } from '../../support/training-settings.ts'
import { isDrawn, moveAbout } from './probe.ts'
import type { MoveFigures } from './probe.ts'

export interface CurvesBenchOptions {
  readonly steps: number
}

interface RunFigures extends MoveFigures {
  readonly steps: number
  /** From the click on the run until its loss is drawn, milliseconds. */
  readonly open: number
}

export interface CurvesFigures {
  readonly short: RunFigures
  readonly long: RunFigures
}

const entry = join(import.meta.dirname, '../../../out/main/loopback.js')
const shortSteps = 100
const stepsPerEpoch = 1000

export async function benchCurves({ steps }: CurvesBenchOptions): Promise<CurvesFigures> {
  const workspace = mkdtempSync(join(tmpdir(), 'curves-'))
  try {
    fill(workspace, { short: shortSteps, long: steps })
    return await measure(workspace, steps)
  } finally {
    rmSync(workspace, { recursive: true, force: true })
  }
}

/** A run of each name with so many steps, whose losses fall and scatter as real ones do. */
function fill(workspace: string, runs: Readonly<Record<string, number>>): void {
  const store = openStore(workspace)
  const datasetId = store.datasets.create('curves')
  for (const [name, steps] of Object.entries(runs)) {
    const settings = trainingSettings({ epochs: Math.ceil(steps / stepsPerEpoch) })
    const id = store.runs.create({ name, datasetId, settings, classNames: ['a', 'b'], classIds: [1, 2] })
    for (let done = 0; done < steps; done += 10_000) {
      const records = Array.from({ length: Math.min(10_000, steps - done) }, (_, index) => {
        const step = done + index + 1
        const scatter = (Math.imul(step, 2_654_435_761) >>> 0) / 2 ** 32
        return { step, loss: 0.2 + 2 * Math.exp((-4 * step) / steps) * (0.8 + 0.4 * scatter), learningRate: 0.01 }
      })
      store.runs.addSteps(id, records)
    }
    store.runs.setStatus(id, 'finished')
  }
  store.close()
}

async function measure(workspace: string, steps: number): Promise<CurvesFigures> {
  const program = spawn(process.execPath, [entry, '--workspace', workspace, '--no-open'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await page.goto(await addressOf(program.stdout))
    // The first opening also fetches the page's code.
    await openRun(page, 'short')
    return { short: await measureRun(page, 'short', shortSteps), long: await measureRun(page, 'long', steps) }
  } finally {
    await browser.close()
    const gone = once(program, 'exit')
    program.kill('SIGTERM')
    await gone
  }
}

async function measureRun(page: Page, name: string, steps: number): Promise<RunFigures> {
  const open = await openRun(page, name)
  return { steps, open, ...(await page.evaluate(moveAbout, 5000)) }
}

async function openRun(page: Page, name: string): Promise<number> {
  await page.getByRole('link', { name: 'Runs', exact: true }).first().click()
  await page.getByRole('link', { name, exact: true }).waitFor()
  const begun = performance.now()
  await page.getByRole('link', { name, exact: true }).click()
  await page.waitForFunction(isDrawn, undefined, { polling: 'raf' })
  return performance.now() - begun
}

async function addressOf(output: NodeJS.ReadableStream): Promise<string> {
  for await (const chunk of output) {
    const address = /http:\/\/\S+/.exec(String(chunk))?.[0]
    if (address !== undefined) return address
  }
  throw new Error('The program did not say where it is; build it first.')
}
