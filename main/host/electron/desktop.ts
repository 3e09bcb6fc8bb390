/** The program on a desktop: a workspace, its window, and everything around the page, put together. */
import { join } from 'node:path'
import { app, nativeTheme } from 'electron'
import type { WindowPreferences } from '../../../preload/contract/index.ts'
import { openLog } from '../../lib/log.ts'
import { applicationRoot, applicationVersion, rendererFolder } from '../application.ts'
import { openWorkspace } from '../workspace.ts'
import { createAwake } from './awake.ts'
import { launchUtility } from './children.ts'
import { menuCommands } from './commands.ts'
import { chooseFolder } from './dialog.ts'
import { guardLeaving } from './leaving.ts'
import { openMemory } from './memory.ts'
import { installMenu } from './menu.ts'
import { notifyEnded } from './notify.ts'
import { createOpened } from './opened.ts'
import { confine } from './permissions.ts'
import { openRecent } from './recent.ts'
import { recover } from './recovery.ts'
import { watchRuns } from './runs.ts'
import { serveScheme } from './scheme.ts'
import { languageOf, texts } from './texts/index.ts'
import { openWindow, present } from './window.ts'
import { carryWire } from './wire.ts'

export interface DesktopOptions {
  /** The workspace's folder, absolute. */
  readonly folder: string
  /** Where the window keeps what is its own. */
  readonly windowFolder: string
}

export interface Desktop {
  /** Brings the window before the person and gives the page what exists of these paths. */
  open(paths: readonly string[]): void
}

/** After Electron is ready. Throws a `Failure` where the workspace cannot be opened. */
export function openDesktop({ folder, windowFolder }: DesktopOptions): Desktop {
  const memory = openMemory(join(windowFolder, 'memory.json'))
  const opened = createOpened(() => tell('window.opened', {}))
  const workspace = openWorkspace({
    folder,
    host: 'electron',
    exclusive: true,
    chooseFolder,
    launch: launchUtility,
    window: { prefer, takeOpened: opened.take },
  })
  const { api } = workspace
  const speech = () => texts[memory.now.preferences?.language ?? languageOf(app.getPreferredSystemLanguages())]
  const recent = openRecent(join(app.getPath('appData'), 'alexnet-studio', 'recent-workspaces.json'))
  recent.add(folder)

  nativeTheme.themeSource = memory.now.preferences?.scheme ?? 'system'
  app.setAboutPanelOptions({
    applicationName: 'AlexNet Studio',
    applicationVersion: applicationVersion(),
    copyright: 'Copyright © The AlexNet Studio authors. MIT licence.',
  })
  confine()
  serveScheme({ api, renderer: rendererFolder(), opened })

  const window = openWindow({ preload: join(applicationRoot(), 'out', 'preload', 'electron.cjs'), memory })
  const tell = carryWire(api, window)
  recover(window, {
    log: openLog(join(folder, 'logs', 'window.log')),
    texts: speech,
    quit: () => {
      app.quit()
    },
  })
  const commands = menuCommands({ folder, window, memory, opened, recent, tell, texts: speech, changed: showMenu })
  showMenu()

  const awake = createAwake()
  const runs = watchRuns(api, {
    progress(share) {
      if (!window.isDestroyed()) window.setProgressBar(share ?? -1)
      awake.keep(share !== null)
    },
    ended(run) {
      notifyEnded(run, speech(), () => {
        present(window)
        tell('window.go', { place: `/runs/${String(run.id)}` })
      })
      leaving.runEnded()
    },
  })
  const leaving = guardLeaving(window, { busy: () => runs.active, texts: speech })
  closeAtEnd(workspace)

  function prefer(preferences: WindowPreferences): void {
    memory.keep({ preferences })
    nativeTheme.themeSource = preferences.scheme
    showMenu()
  }

  function showMenu(): void {
    installMenu({ texts: speech().menu, recent: recent.list(), commands })
  }

  app.on('activate', () => present(window))
  return {
    open(paths) {
      present(window)
      opened.add(paths)
    },
  }
}

/** The program ends when its window has closed, and not before a run has kept what it learnt. */
function closeAtEnd(workspace: { close(): Promise<void> }): void {
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
