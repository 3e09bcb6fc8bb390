/** The real Electron host, built, on the stand-in for the module `electron`; its window is a page of Chromium. */
import { fork } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import type { Asks } from '../electron/control.ts'
import type { StandInEnvironment } from '../electron/environment.ts'
import { browserPath, browserSwitches } from '../browser.ts'
import { dropPaths } from '../drop.ts'
import { watchPage } from '../studio-page.ts'
import { hostFolder } from './folder.ts'
import type { Host, RunningHost, StartOptions } from './host.ts'
import { ended } from './process.ts'

const checkout = join(import.meta.dirname, '../../..')
const register = pathToFileURL(join(import.meta.dirname, '../electron/register.ts')).href

export interface RunningStandIn extends RunningHost {
  /** Plays the person and the platform; see `electron/control.ts`. */
  ask<Name extends keyof Asks>(name: Name, ...of: Parameters<Asks[Name]>): Promise<Awaited<ReturnType<Asks[Name]>>>
  /** What the program printed. */
  said(): string
  /** Resolves when the program has ended by itself. */
  readonly ended: Promise<void>
  /** Starts the program a second time with these arguments, and waits for the end of that. */
  again(...args: string[]): Promise<void>
}

export interface StandInOptions extends StartOptions {
  /** Folder of the built program; this checkout without it. */
  readonly root?: string
}

export async function startStandIn({
  folder: given,
  languages = 'en-GB',
  root = checkout,
}: StandInOptions = {}): Promise<RunningStandIn> {
  const folder = await hostFolder(given)
  const profile = join(folder.path, 'chromium')
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: browserPath!,
    args: [...browserSwitches, '--remote-debugging-port=0'],
    reducedMotion: 'reduce',
    locale: languages.split(',')[0]!,
  })
  const [port, path] = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8')).split('\n')
  const settings: StandInEnvironment = {
    STAND_IN_CHROMIUM: `ws://127.0.0.1:${port}${path}`,
    STAND_IN_DATA: join(folder.path, 'data'),
    STAND_IN_LANGUAGES: languages,
  }
  const env = { ...process.env, ...settings, NODE_OPTIONS: `--import ${register}` }
  const start = (args: readonly string[]) =>
    fork(join(root, 'out/main/electron.js'), ['--workspace', folder.workspace, ...args], {
      env,
      execArgv: [],
      serialization: 'advanced',
      silent: true,
    })

  const shown = context.waitForEvent('page')
  // A program that ends without a window is no fault here.
  shown.catch(() => undefined)
  const child = start([])
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const calls = new Map<number, PromiseWithResolvers<unknown>>()
  child.on('message', ({ id, value, error }: { id: number; value?: unknown; error?: string }) => {
    if (error === undefined) calls.get(id)?.resolve(value)
    else calls.get(id)?.reject(new Error(error))
  })
  // Electron's windows die with it.
  child.once('exit', () => {
    for (const page of context.pages()) void page.close().catch(() => undefined)
  })
  const gone = ended(child)
  let next = 0
  const ask = (name: string, ...of: unknown[]): Promise<never> => {
    const call = Promise.withResolvers<unknown>()
    calls.set(next, call)
    child.send({ id: next++, ask: name, of: of[0] })
    return call.promise as Promise<never>
  }
  const end = async (): Promise<void> => {
    await gone
    await context.close()
    await folder.remove()
  }
  return {
    folder: folder.path,
    pid: child.pid!,
    ask,
    said: () => said,
    ended: gone,
    async again(...args) {
      await ended(start(args))
    },
    async open({ scheme = 'light', width = 1280, height = 800 } = {}) {
      const page = await shown
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme: scheme })
      await page.locator('main :is(h1, h2)').first().waitFor()
      await page.waitForFunction((wanted) => document.documentElement.style.colorScheme === wanted, scheme)
      return watchPage(page)
    },
    async drop(page, paths) {
      const all = paths.flatMap((path) => [path, ...filesWithin(path)])
      await ask('know', Object.fromEntries(all.map((path) => [basename(path), path])))
      await dropPaths(page, paths)
    },
    async close() {
      if (child.connected) {
        // A run that is under way is stopped.
        child.send({ id: next++, ask: 'answer', of: 1 })
        child.send({ id: next++, ask: 'quit' })
      }
      await end()
    },
    async kill() {
      child.kill('SIGKILL')
      await end()
    },
  }
}

export const standInHost: Host = {
  name: 'Electron’s stand-in',
  obstacle: browserPath === null ? 'there is no Chromium' : null,
  manyPages: false,
  start: startStandIn,
}

/** Files at any depth of a folder, none of a file. */
function filesWithin(path: string): string[] {
  if (!statSync(path).isDirectory()) return []
  const entries = readdirSync(path, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}
