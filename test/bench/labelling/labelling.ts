/** Measures the labelling page of the built program in a real browser, over a large dataset. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { launchBrowser } from '../../support/browser.ts'
import { makeLargeDataset } from './dataset.ts'
import { areOtherCounts, countsAtTheSide, isFilled, scrollGrid, takeKeyTimes, watchKeys } from './probe.ts'
import type { ScrollFigures } from './probe.ts'

export interface LabellingBenchOptions {
  readonly folder?: string
  readonly pictures: number
  readonly classes: number
}

export interface LabellingFigures {
  readonly pictures: number
  readonly classes: number
  /** From the click that opens the dataset until all pictures in sight are there, milliseconds. */
  readonly open: number
  /** At 1,500 and 6,000 pixels a second, and in jumps to far places. */
  readonly scroll: Readonly<Record<'slow' | 'fast' | 'jumps', ScrollFigures>>
  /** From key to screen, milliseconds. */
  readonly labelOne: { readonly median: number; readonly p95: number }
  readonly labelThousand: number
  /** From the key until the counts show it, which the program has stored by then. */
  readonly labelThousandStored: number
}

const entry = join(import.meta.dirname, '../../../out/main/loopback.js')
const keys = 60

export async function benchLabelling({ folder, pictures, classes }: LabellingBenchOptions): Promise<LabellingFigures> {
  const workspace = mkdtempSync(join(tmpdir(), 'labelling-'))
  try {
    await makeLargeDataset({ workspace, folder, pictures, classes })
    return await measure(workspace, pictures, classes)
  } finally {
    rmSync(workspace, { recursive: true, force: true })
  }
}

async function measure(workspace: string, pictures: number, classes: number): Promise<LabellingFigures> {
  const program = spawn(process.execPath, [entry, '--workspace', workspace, '--no-open'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await page.goto(await addressOf(program.stdout))
    const open = await openDataset(page)
    const scroll = {
      slow: await page.evaluate(scrollGrid, { speed: 1500, milliseconds: 5000 } as const),
      fast: await page.evaluate(scrollGrid, { speed: 6000, milliseconds: 5000 } as const),
      jumps: await page.evaluate(scrollGrid, { speed: 'jumps', milliseconds: 5000 } as const),
    }
    await page.evaluate(watchKeys)
    const one = await labelOne(page)
    const thousand = await labelThousand(page)
    return { pictures, classes, open, scroll, labelOne: one, ...thousand }
  } finally {
    await browser.close()
    const gone = once(program, 'exit')
    program.kill('SIGTERM')
    await gone
  }
}

async function addressOf(output: NodeJS.ReadableStream): Promise<string> {
  for await (const chunk of output) {
    const address = /http:\/\/\S+/.exec(String(chunk))?.[0]
    if (address !== undefined) return address
  }
  throw new Error('The program did not say where it is; build it first.')
}

async function openDataset(page: Page): Promise<number> {
  await page.getByRole('link', { name: 'Open large' }).waitFor()
  await page.waitForLoadState('networkidle')
  const begun = performance.now()
  await page.getByRole('link', { name: 'Open large' }).click()
  await page.waitForFunction(isFilled, undefined, { polling: 'raf' })
  return performance.now() - begun
}

/** Labels one picture of a class after another with the key of another class. */
async function labelOne(page: Page): Promise<LabellingFigures['labelOne']> {
  await page.getByRole('button', { name: 'class 11' }).first().click()
  await page.getByRole('option').first().click()
  await page.waitForFunction(isFilled)
  for (let press = 0; press < keys; press++) {
    await page.keyboard.press('3')
    await page.waitForTimeout(80)
  }
  await page.getByRole('button', { name: 'All pictures' }).click()
  const times = (await page.evaluate(takeKeyTimes)).toSorted((a, b) => a - b)
  return { median: times[Math.floor(times.length / 2)] ?? NaN, p95: times[Math.floor(times.length * 0.95)] ?? NaN }
}

/** Labels the thousand pictures whose names begin alike, all at once. */
async function labelThousand(page: Page): Promise<Pick<LabellingFigures, 'labelThousand' | 'labelThousandStored'>> {
  await page.getByRole('textbox', { name: 'Name contains…' }).fill('picture 0001')
  await page.getByText('1,000 shown').waitFor()
  await page.getByRole('option').first().click()
  await page.waitForFunction(isFilled)
  await page.keyboard.press('Control+a')
  await page.getByText('1,000 pictures selected').waitFor()
  const counts = await page.evaluate(countsAtTheSide)
  const begun = performance.now()
  await page.keyboard.press('5')
  await page.waitForFunction(areOtherCounts, counts, { polling: 'raf' })
  const labelThousandStored = performance.now() - begun
  return { labelThousand: (await page.evaluate(takeKeyTimes))[0] ?? NaN, labelThousandStored }
}
