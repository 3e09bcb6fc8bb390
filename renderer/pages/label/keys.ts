/**
 * What a key means on the labelling page. Pure: keys in, commands out; who carries them out is not known here.
 * Keys that classes have win over the first letters of a search, never over the commands.
 */

export type Direction = 'left' | 'right' | 'up' | 'down' | 'pageUp' | 'pageDown' | 'first' | 'last'

export type Command =
  | { readonly kind: 'move'; readonly direction: Direction; readonly extend: boolean; readonly toggle: boolean }
  /** Shows the picture large. */
  | { readonly kind: 'view' }
  /** Chooses the picture in focus as well, or no longer. */
  | { readonly kind: 'toggle' }
  | { readonly kind: 'everything' | 'nothing' | 'undo' | 'redo' | 'skip' | 'exclude' | 'help' | 'accept' }
  | { readonly kind: 'assign'; readonly classId: number | null }
  /** Begins to type the name of a class. */
  | { readonly kind: 'find'; readonly text: string }

/** A key as the browser tells of it. */
export interface Key {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** A class and the key that it was given; `null` where it has none of its own. */
export interface KeyedClass {
  readonly id: number
  readonly key: string | null
}

/** Letters that mean something else. */
export const reservedLetters: readonly string[] = ['s', 'x', 'u']

/** Keys that a class may have. */
export const classKeys: readonly string[] = Array.from('1234567890abcdefghijklmnopqrstuvwxyz').filter(
  (key) => !reservedLetters.includes(key),
)

const directions: Partial<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
  Home: 'first',
  End: 'last',
}

const commands: Partial<Record<string, Command>> = {
  ' ': { kind: 'view' },
  Enter: { kind: 'find', text: '' },
  Escape: { kind: 'nothing' },
  Backspace: { kind: 'assign', classId: null },
  Delete: { kind: 'assign', classId: null },
  s: { kind: 'skip' },
  x: { kind: 'exclude' },
  u: { kind: 'undo' },
  '?': { kind: 'help' },
  '.': { kind: 'accept' },
}

/**
 * The class of each key: those that were given one, then the digits that are left, in order, for the first classes
 * without.
 */
export function classesByKey(classes: readonly KeyedClass[]): ReadonlyMap<string, number> {
  const byKey = new Map(classes.flatMap(({ id, key }) => (key === null ? [] : [[key, id] as const])))
  const digits = classKeys.filter((key) => /\d/.test(key) && !byKey.has(key))
  const without = classes.filter(({ key }) => key === null)
  digits.forEach((digit, place) => {
    const target = without[place]
    if (target) byKey.set(digit, target.id)
  })
  return byKey
}

/** What the key asks for; `null` where it asks for nothing here and the browser may have it. */
export function commandOf(pressed: Key, byKey: ReadonlyMap<string, number>): Command | null {
  const control = pressed.ctrlKey || pressed.metaKey
  const direction = directions[pressed.key]
  if (pressed.altKey) return null
  if (direction) return { kind: 'move', direction, extend: pressed.shiftKey, toggle: control }
  return control ? withControl(pressed) : withoutControl(pressed.key, byKey)
}

function withControl({ key, shiftKey }: Key): Command | null {
  switch (key.toLowerCase()) {
    case ' ':
      return { kind: 'toggle' }
    case 'a':
      return { kind: shiftKey ? 'nothing' : 'everything' }
    case 'z':
      return { kind: shiftKey ? 'redo' : 'undo' }
    case 'y':
      return { kind: 'redo' }
    default:
      return null
  }
}

function withoutControl(key: string, byKey: ReadonlyMap<string, number>): Command | null {
  const lower = key.toLowerCase()
  const command = commands[lower] ?? commands[key]
  if (command) return command
  const classId = byKey.get(lower)
  if (classId !== undefined) return { kind: 'assign', classId }
  return isWordCharacter(key) ? { kind: 'find', text: key } : null
}

/** A letter of any script: names of classes are not all Latin. */
function isWordCharacter(key: string): boolean {
  return /^\p{L}$/u.test(key)
}
