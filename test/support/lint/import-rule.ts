/** An ESLint rule that holds the table of `rooms.ts` for every import, export … from and import(). */
import { dirname, join, relative, sep } from 'node:path'
import type { Rule } from 'eslint'
import { compositionRoots, heavyDependencies, rooms, rootMay } from './rooms.ts'

/** Files and folders are named below the repository's root, with `/`. */
const roomNames = Object.keys(rooms).toSorted((a, b) => b.length - a.length)

function liesIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}

function roomOf(path: string): string | undefined {
  return roomNames.find((name) => liesIn(path, name))
}

/** A name in the table allows what lies in it, but not a room within it that the table names apart. */
function allows(name: string, target: string): boolean {
  return liesIn(target, name) && (roomOf(target) === name || !(name in rooms))
}

/** Why the file may not import the target, or null. */
function refuseOwn(file: string, target: string, typesOnly: boolean): string | null {
  const room = roomOf(file)
  if (room === undefined || roomOf(target) === room) return null
  const { may, mayTypes = [] } = compositionRoots.test(file) ? { may: rootMay } : rooms[room]!
  if (may.some((name) => allows(name, target))) return null
  if (mayTypes.some((name) => allows(name, target))) {
    return typesOnly ? null : `${room} may only import types of ${target}.`
  }
  return `${room} may not import ${target}; it may import ${[...may, ...mayTypes].join(', ') || 'nothing of ours'}.`
}

function refusePackage(file: string, specifier: string): string | null {
  const found = Object.entries(heavyDependencies).find(([name]) => liesIn(specifier, name))
  if (!found || roomOf(file) === undefined) return null
  const [name, places] = found
  return places.some((place) => liesIn(file, place)) ? null : `${name} may only be imported in ${places.join(' and ')}.`
}

export const importRule: Rule.RuleModule = {
  meta: {
    type: 'problem',
    docs: { description: 'imports run one way' },
    schema: [],
    messages: { refused: '{{reason}}' },
  },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join('/')

    /** `kind` is what typescript-eslint adds to the standard's nodes. */
    function check(source: Rule.Node | null | undefined, kind?: unknown): void {
      if (source?.type !== 'Literal' || typeof source.value !== 'string') return
      const specifier = source.value
      const reason = specifier.startsWith('.')
        ? refuseOwn(file, join(dirname(file), specifier).split(sep).join('/'), kind === 'type')
        : refusePackage(file, specifier)
      if (reason !== null) context.report({ node: source, messageId: 'refused', data: { reason } })
    }

    return {
      ImportDeclaration: (node) => check(node.source as Rule.Node, (node as { importKind?: string }).importKind),
      ExportNamedDeclaration: (node) => check(node.source as Rule.Node, (node as { exportKind?: string }).exportKind),
      ExportAllDeclaration: (node) => check(node.source as Rule.Node, (node as { exportKind?: string }).exportKind),
      ImportExpression: (node) => check(node.source as Rule.Node),
    }
  },
}
