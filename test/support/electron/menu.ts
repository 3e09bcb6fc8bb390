/** `Menu`: built, kept, and clicked by tests. */
import { knowing, strict } from './strict.ts'

interface Entry {
  label?: string
  role?: string
  type?: string
  accelerator?: string
  enabled?: boolean
  click?: () => void
  submenu?: Entry[]
}

const keys = ['label', 'role', 'type', 'accelerator', 'enabled', 'click', 'submenu']
const roles = [
  ...['about', 'services', 'hide', 'hideOthers', 'unhide', 'quit', 'window', 'help', 'minimize', 'close'],
  ...['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll', 'togglefullscreen', 'toggleDevTools'],
]

let installed: Entry[] = []

function check(entries: readonly Entry[]): void {
  for (const entry of entries) {
    knowing('MenuItem', entry, keys)
    if (entry.role !== undefined && !roles.includes(entry.role)) throw new Error(`There is no menu role ${entry.role}.`)
    if (!entry.role && !entry.label && entry.type !== 'separator') throw new Error('A menu entry has no label.')
    check(entry.submenu ?? [])
  }
}

export const Menu = strict('Menu', {
  buildFromTemplate(template: Entry[]): Entry[] {
    check(template)
    return template
  },
  setApplicationMenu(menu: Entry[]): void {
    installed = menu
  },
})

/** Labels of all entries below each top entry, for tests. */
export function menuLabels(): Record<string, string[]> {
  return Object.fromEntries(
    installed.map(({ label, submenu }) => [label ?? '', (submenu ?? []).flatMap((entry) => entry.label ?? [])]),
  )
}

/** Accelerators of all entries; two entries with the same one would be a mistake. */
export function menuShortcuts(): string[] {
  const all = (entries: readonly Entry[]): string[] =>
    entries.flatMap(({ accelerator, submenu }) => [...(accelerator ? [accelerator] : []), ...all(submenu ?? [])])
  return all(installed)
}

/** Clicks the entry with this label, wherever it is. */
export function clickMenu(label: string): void {
  const find = (entries: readonly Entry[]): Entry | undefined =>
    entries.find((entry) => entry.label === label && !entry.submenu) ??
    entries.map((entry) => find(entry.submenu ?? [])).find(Boolean)
  const entry = find(installed)
  if (!entry?.click) throw new Error(`The menu has no entry “${label}” that can be clicked.`)
  entry.click()
}
