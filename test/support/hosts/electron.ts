/** Electron itself, where its binary is. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import { dropPaths } from '../drop.ts'
import { watchPage } from '../studio-page.ts'
import { hostFolder } from './folder.ts'
import type { Host } from './host.ts'
import { ended } from './process.ts'

const root = join(import.meta.dirname, '../../..')
const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules/electron/dist')
const name = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[process.platform as string]
const binary = join(folder, name ?? 'electron')

export const electronHost: Host = {
  name: 'Electron',
  obstacle: existsSync(binary) ? null : 'Electron’s binary is not installed',
  manyPages: false,
  async start({ folder: given } = {}) {
    const own = await hostFolder(given)
    const application = await _electron.launch({
      executablePath: binary,
      args: [root, '--workspace', own.workspace],
    })
    const child = application.process()
    return {
      folder: own.path,
      pid: child.pid!,
      async open({ scheme = 'light', width = 1280, height = 800 } = {}) {
        const page = await application.firstWindow()
        await page.setViewportSize({ width, height })
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
        await page.locator('main :is(h1, h2)').first().waitFor()
        await page.waitForFunction((wanted) => document.documentElement.style.colorScheme === wanted, scheme)
        return watchPage(page)
      },
      drop: dropPaths,
      async close() {
        // A run that is under way is stopped, where the program asks.
        await application.evaluate(({ dialog }) => {
          dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false })
        })
        await application.close()
        await own.remove()
      },
      async kill() {
        child.kill('SIGKILL')
        await ended(child)
        await own.remove()
      },
    }
  },
}
