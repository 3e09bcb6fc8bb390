/** The loopback host, built, in a browser. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { browserPath, launchBrowser } from '../browser.ts'
import { dropPaths } from '../drop.ts'
import { openStudioPage } from '../studio-page.ts'
import { hostFolder } from './folder.ts'
import type { Host, RunningHost, StartOptions } from './host.ts'
import { ended } from './process.ts'

const entry = join(import.meta.dirname, '../../../out/main/loopback.js')

export interface RunningLoopback extends RunningHost {
  /** With its token. */
  readonly address: string
}

export async function startLoopback({
  folder: given,
  languages = 'en-GB',
}: StartOptions = {}): Promise<RunningLoopback> {
  const folder = await hostFolder(given)
  const child = spawn(process.execPath, [entry, '--workspace', folder.workspace, '--no-open'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const address = await new Promise<string>((resolve, reject) => {
    let said = ''
    const hear = (chunk: Buffer): void => {
      said += chunk.toString()
      const found = /http:\/\/\S+/.exec(said)?.[0]
      if (found !== undefined) resolve(found)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', (code) => {
      reject(new Error(`The program ended with ${code ?? 'a signal'}; build it first. It said: ${said}`))
    })
  })
  let browser: Promise<Browser> | undefined
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    child.kill(signal)
    await ended(child)
    await (await browser)?.close()
    await folder.remove()
  }
  return {
    folder: folder.path,
    pid: child.pid!,
    address,
    async open(options) {
      browser ??= launchBrowser()
      return openStudioPage(await browser, address, { locale: languages.split(',')[0]!, ...options })
    },
    drop: dropPaths,
    close: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  }
}

export const loopbackHost: Host = {
  name: 'loopback',
  obstacle: browserPath === null ? 'there is no Chromium' : null,
  manyPages: true,
  start: startLoopback,
}
