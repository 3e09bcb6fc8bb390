/** Times the built program from its start to its first picture, from page to page, and in idleness; on loopback. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { launchBrowser } from '../support/browser.ts'
import { startLoopback } from '../support/hosts/loopback.ts'
import { makeLargeDataset } from './labelling/dataset.ts'

export interface StartBenchOptions {
  /** Pictures in the workspace that is opened. */
  readonly pictures: number
  /** Seconds of watching an idle program. */
  readonly idle: number
}

/** Milliseconds and kilobytes; shares of one processor. */
export interface StartFigures {
  readonly pictures: number
  /** From the start of the process until the program can be opened. */
  readonly ready: number
  /** From the start of the process until the first page has drawn its datasets. */
  readonly firstPaint: number
  /** What the first page loads, compressed. */
  readonly firstLoadKilobytes: number
  /** From the click to the page, the first time and again. */
  readonly pages: Readonly<Record<string, { readonly first: number; readonly again: number }>>
  readonly idleShare: { readonly host: number; readonly page: number }
}

/** The rail's entries, each with what shows that its page is there. */
const places = [
  ['Train', 'main h1'],
  ['Runs', 'main h1'],
  ['Classify', 'main h1'],
  ['Network', 'main table'],
  ['Settings', 'main h1'],
  ['Datasets', 'main .card'],
] as const

export async function benchStart({ pictures, idle }: StartBenchOptions): Promise<StartFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'start-bench-'))
  const browser = await launchBrowser()
  try {
    await makeLargeDataset({ workspace: join(folder, 'workspace'), folder: undefined, pictures, classes: 20 })
    const begun = performance.now()
    const studio = await startLoopback({ folder })
    const ready = performance.now() - begun
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
      await page.goto(studio.address)
      await page.locator('main .card img').first().waitFor()
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
      const firstPaint = performance.now() - begun
      const firstLoadKilobytes = await loaded(page)
      const pages = await visit(page)
      return {
        pictures,
        ready: Math.round(ready),
        firstPaint: Math.round(firstPaint),
        firstLoadKilobytes,
        pages,
        idleShare: await watchIdle(page, studio.pid, idle),
      }
    } finally {
      await studio.close()
    }
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Kilobytes of the program's files that the page has loaded, each compressed. */
async function loaded(page: Page): Promise<number> {
  const paths = await page.evaluate(() => [
    '/index.html',
    ...performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname)
      .filter((path) => path.startsWith('/assets/')),
  ])
  const renderer = join(import.meta.dirname, '../../out/renderer')
  const bytes = paths.reduce((sum, path) => sum + gzipSync(readFileSync(join(renderer, path))).byteLength, 0)
  return Math.round(bytes / 1000)
}

async function visit(page: Page): Promise<StartFigures['pages']> {
  const rounds: Map<string, number>[] = []
  for (let round = 0; round < 2; round++) {
    const times: [string, number][] = []
    for (const [name, sign] of places) times.push([name, await page.evaluate(change, { name, sign })])
    rounds.push(new Map(times))
  }
  return Object.fromEntries(
    places.map(([name]) => [name, { first: rounds[0]!.get(name)!, again: rounds[1]!.get(name)! }]),
  )
}

/** In the page: milliseconds from a click on the rail until the sign of its page has been drawn. */
function change({ name, sign }: { name: string; sign: string }): Promise<number> {
  const link = [...document.querySelectorAll<HTMLElement>('nav a')].find(({ title }) => title === name)!
  const before = document.querySelector('main > *')
  const begun = performance.now()
  link.click()
  return new Promise((resolve) => {
    const look = (): void => {
      const there = document.querySelector('main > *') !== before && document.querySelector(sign) !== null
      if (there) requestAnimationFrame(() => resolve(Math.round(performance.now() - begun)))
      else requestAnimationFrame(look)
    }
    look()
  })
}

/** Shares of a processor that the host and the page take while nobody does anything. */
async function watchIdle(page: Page, host: number, seconds: number): Promise<StartFigures['idleShare']> {
  const tools = await page.context().newCDPSession(page)
  await tools.send('Performance.enable')
  const now = async () => {
    const { metrics } = await tools.send('Performance.getMetrics')
    return { host: processorSeconds(host), page: metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0 }
  }
  await page.waitForTimeout(2000)
  const before = await now()
  await page.waitForTimeout(seconds * 1000)
  const after = await now()
  const share = (of: 'host' | 'page') => Math.round(((after[of] - before[of]) / seconds) * 10_000) / 10_000
  return { host: share('host'), page: share('page') }
}

/** Processor time of a process so far. */
function processorSeconds(pid: number): number {
  const ticks = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ').slice(11, 13)
  const perSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))
  return ticks.reduce((sum, tick) => sum + Number(tick), 0) / perSecond
}
