/** The application's menu as each platform's users expect it, in the person's language. It reloads no page. */
import { app, Menu } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'
import type { Texts } from './texts/index.ts'

/** What the menu can ask for; each is the program's matter, not Electron's. */
export interface MenuCommands {
  importFolder(): void
  classifyPictures(): void
  openWorkspace(): void
  openRecent(folder: string): void
  clearRecent(): void
  /** Shows a page, by its address: `/datasets`. */
  go(place: string): void
  zoom(change: 'in' | 'out' | 'reset'): void
  showLogs(): void
  showWorkspace(): void
}

export interface MenuOptions {
  readonly texts: Texts['menu']
  readonly recent: readonly string[]
  readonly commands: MenuCommands
}

const isMac = process.platform === 'darwin'

export function installMenu(options: MenuOptions): void {
  const { texts } = options
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ label: app.name, submenu: applicationMenu(options) }] : []),
    { label: texts.file, submenu: fileMenu(options) },
    { label: texts.edit, submenu: editMenu(texts) },
    { label: texts.go, submenu: goMenu(options) },
    { label: texts.view, submenu: viewMenu(options) },
    {
      label: texts.window,
      role: 'window',
      submenu: [
        { role: 'minimize', label: texts.minimise },
        { role: 'close', label: texts.closeWindow },
      ],
    },
    { label: texts.help, role: 'help', submenu: helpMenu(options) },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

/** The menu that bears the program's name on macOS. */
function applicationMenu({ texts, commands }: MenuOptions): MenuItemConstructorOptions[] {
  return [
    { role: 'about', label: texts.about },
    { type: 'separator' },
    settings(texts, commands),
    { type: 'separator' },
    { role: 'services', label: texts.services },
    { type: 'separator' },
    { role: 'hide', label: texts.hide },
    { role: 'hideOthers', label: texts.hideOthers },
    { role: 'unhide', label: texts.unhide },
    { type: 'separator' },
    { role: 'quit', label: texts.quit },
  ]
}

function fileMenu({ texts, recent, commands }: MenuOptions): MenuItemConstructorOptions[] {
  const recents: MenuItemConstructorOptions[] = recent.map((folder) => ({
    label: folder,
    click: () => commands.openRecent(folder),
  }))
  return [
    { label: texts.importFolder, accelerator: 'CmdOrCtrl+I', click: commands.importFolder },
    { label: texts.classifyPictures, accelerator: 'CmdOrCtrl+O', click: commands.classifyPictures },
    { type: 'separator' },
    { label: texts.openWorkspace, accelerator: 'CmdOrCtrl+Shift+O', click: commands.openWorkspace },
    {
      label: texts.recentWorkspaces,
      submenu:
        recents.length === 0
          ? [{ label: texts.noRecent, enabled: false }]
          : [...recents, { type: 'separator' }, { label: texts.clearRecent, click: commands.clearRecent }],
    },
    ...(isMac
      ? []
      : ([
          { type: 'separator' },
          settings(texts, commands),
          { type: 'separator' },
          { role: 'quit', label: texts.quit },
        ] as const)),
  ]
}

function editMenu(texts: Texts['menu']): MenuItemConstructorOptions[] {
  return [
    { role: 'undo', label: texts.undo },
    { role: 'redo', label: texts.redo },
    { type: 'separator' },
    { role: 'cut', label: texts.cut },
    { role: 'copy', label: texts.copy },
    { role: 'paste', label: texts.paste },
    { role: 'selectAll', label: texts.selectAll },
  ]
}

function goMenu({ texts, commands }: MenuOptions): MenuItemConstructorOptions[] {
  return (['datasets', 'train', 'runs', 'classify', 'network'] as const).map((page, index) => ({
    label: texts[page],
    accelerator: `CmdOrCtrl+${String(index + 1)}`,
    click: () => commands.go(`/${page}`),
  }))
}

function viewMenu({ texts, commands }: MenuOptions): MenuItemConstructorOptions[] {
  return [
    { label: texts.resetZoom, accelerator: 'CmdOrCtrl+0', click: () => commands.zoom('reset') },
    { label: texts.zoomIn, accelerator: 'CmdOrCtrl+Plus', click: () => commands.zoom('in') },
    { label: texts.zoomOut, accelerator: 'CmdOrCtrl+-', click: () => commands.zoom('out') },
    { type: 'separator' },
    { role: 'togglefullscreen', label: texts.fullscreen },
    ...(app.isPackaged ? [] : [{ role: 'toggleDevTools', label: texts.tools } as const]),
  ]
}

function helpMenu({ texts, commands }: MenuOptions): MenuItemConstructorOptions[] {
  return [
    { label: texts.logs, click: commands.showLogs },
    { label: texts.workspaceFolder, click: commands.showWorkspace },
    ...(isMac ? [] : ([{ type: 'separator' }, { role: 'about', label: texts.about }] as const)),
  ]
}

function settings(texts: Texts['menu'], commands: MenuCommands): MenuItemConstructorOptions {
  return { label: texts.settings, accelerator: 'CmdOrCtrl+,', click: () => commands.go('/settings') }
}
