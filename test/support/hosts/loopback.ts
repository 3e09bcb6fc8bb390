/** The loopback host, built, in a browser. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { browserPath, launchBrowser } from '../browser.ts'
import { openStudioPage } from '../studio-page.ts'
import { hostFolder } from './folder.ts'
import type { Host } from './host.ts'
import { ended } from './process.ts'

const entry = join(import.meta.dirname, '../../../out/main/loopback.js')

export const loopbackHost: Host = {
  name: 'loopback',
  obstacle: browserPath === null ? 'there is no Chromium' : null,
  manyPages: true,
  async start({ folder: given } = {}) {
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
    const browser = await launchBrowser()
    const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
      child.kill(signal)
      await ended(child)
      await browser.close()
      await folder.remove()
    }
    return {
      folder: folder.path,
      pid: child.pid!,
      open: (options) => openStudioPage(browser, address, options),
      close: () => end('SIGTERM'),
      kill: () => end('SIGKILL'),
    }
  },
}
