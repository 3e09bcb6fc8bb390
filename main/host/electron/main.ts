/** The Electron host's door: one window on one workspace. `electron . [--workspace DIR]`. */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { app, dialog } from 'electron'
import { Failure } from '../../lib/failure.ts'
import { applicationRoot, rendererFolder } from '../application.ts'
import { openWorkspace } from '../workspace.ts'
import { launchUtility } from './children.ts'
import { chooseFolder } from './dialog.ts'
import { installMenu } from './menu.ts'
import { confine } from './permissions.ts'
import { registerScheme, serveScheme } from './scheme.ts'
import { openWindow } from './window.ts'
import { carryWire } from './wire.ts'

/** Electron's and Chromium's own switches may stand among the arguments; they are not ours to refuse. */
function readWorkspace(): string | undefined {
  const args = process.argv.slice(app.isPackaged ? 1 : 2)
  const { values } = parseArgs({
    args,
    options: { workspace: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  })
  return typeof values.workspace === 'string' ? values.workspace : undefined
}

async function main(): Promise<void> {
  registerScheme()
  await app.whenReady()
  const workspace = openWorkspace({
    folder: readWorkspace(),
    host: 'electron',
    exclusive: true,
    chooseFolder,
    launch: launchUtility,
  })
  confine()
  installMenu()
  serveScheme(workspace.api, rendererFolder())

  const preload = join(applicationRoot(), 'out', 'preload', 'electron.cjs')
  const window = openWindow(preload)
  carryWire(workspace.api, window)
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore()
    window.focus()
  })

  let closed = false
  app.on('window-all-closed', () => {
    app.quit()
  })
  app.on('will-quit', (event) => {
    if (closed) return
    event.preventDefault()
    void workspace.close().finally(() => {
      closed = true
      app.quit()
    })
  })
}

if (!app.requestSingleInstanceLock()) app.quit()
else {
  main().catch((error: unknown) => {
    const sentence = error instanceof Failure ? error.message : String((error as Error).stack)
    dialog.showErrorBox('AlexNet Studio cannot start', sentence)
    app.exit(1)
  })
}
