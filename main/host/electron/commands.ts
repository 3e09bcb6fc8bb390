/** What the menu's entries do. */
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, shell } from 'electron'
import type { BrowserWindow } from 'electron'
import { chooseFolder, choosePictures } from './dialog.ts'
import type { Memory } from './memory.ts'
import type { MenuCommands } from './menu.ts'
import type { Opened } from './opened.ts'
import type { RecentWorkspaces } from './recent.ts'
import type { Texts } from './texts/index.ts'
import { present, zoomWindow } from './window.ts'
import type { Tell } from './wire.ts'

export interface CommandOptions {
  readonly folder: string
  readonly window: BrowserWindow
  readonly memory: Memory
  readonly opened: Opened
  readonly recent: RecentWorkspaces
  readonly tell: Tell
  texts(): Texts
  /** The list of recent workspaces is another now. */
  changed(): void
}

export function menuCommands(options: CommandOptions): MenuCommands {
  const { folder, window, memory, opened, recent, tell, texts, changed } = options
  return {
    importFolder() {
      void chooseFolder(texts().dialog.importFolder).then((chosen) => chosen !== null && opened.add([chosen]))
    },
    classifyPictures() {
      void choosePictures(texts().dialog).then(opened.add)
    },
    openWorkspace() {
      void chooseFolder(texts().dialog.openWorkspace).then((chosen) => {
        if (chosen !== null) openElsewhere(chosen)
      })
    },
    openRecent: openElsewhere,
    clearRecent() {
      recent.clear()
      changed()
    },
    go(place) {
      present(window)
      tell('window.go', { place })
    },
    zoom(change) {
      zoomWindow(window, change, memory)
    },
    showLogs() {
      const logs = join(folder, 'logs')
      mkdirSync(logs, { recursive: true })
      void shell.openPath(logs)
    },
    showWorkspace() {
      void shell.openPath(folder)
    },
  }
}

/** Another workspace gets a program of its own, beside this one; if it is open already, its window comes forward. */
function openElsewhere(workspace: string): void {
  const program = process.env.APPIMAGE ?? process.execPath
  const args = [...(app.isPackaged ? [] : [app.getAppPath()]), '--workspace', workspace]
  spawn(program, args, { detached: true, stdio: 'ignore' }).unref()
}
