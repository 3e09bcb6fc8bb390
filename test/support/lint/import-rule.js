/** An ESLint rule that holds the table of `rooms.js` for every import, export … from and import(). */
import { dirname, join, relative, sep } from 'node:path'
import { compositionRoots, heavyDependencies, rooms, rootMay } from './rooms.js'

const roomNames = Object.keys(rooms).sort((a, b) => b.length - a.length)

/** @param {string} path @param {string} folder a folder's or file's name */
function lies(path, folder) {
  return path === folder || path.startsWith(`${folder}/`)
}

/** @param {string} path below the repository's root, with `/` */
function roomOf(path) {
  return roomNames.find((name) => lies(path, name))
}

/**
 * Why the file may not import the target, or null.
 * @param {string} file @param {string} target both below the repository's root @param {boolean} typesOnly
 */
function refuseOwn(file, target, typesOnly) {
  const room = roomOf(file)
  if (room === undefined || roomOf(target) === room) return null
  const { may, mayTypes = [] } = compositionRoots.test(file) ? { may: rootMay } : rooms[room]
  if (may.some((name) => allows(name, target))) return null
  if (mayTypes.some((name) => allows(name, target)))
    return typesOnly ? null : `${room} may only import types of ${target}.`
  return `${room} may not import ${target}; it may import ${[...may, ...mayTypes].join(', ') || 'nothing of ours'}.`
}

/** A name in the table allows what lies in it, but not a room within it that the table names apart. */
function allows(name, target) {
  return lies(target, name) && (roomOf(target) === name || !(name in rooms))
}

/** @param {string} file @param {string} specifier */
function refusePackage(file, specifier) {
  const found = Object.entries(heavyDependencies).find(([name]) => lies(specifier, name))
  if (!found || roomOf(file) === undefined || found[1].some((place) => lies(file, place))) return null
  return `${found[0]} may only be imported in ${found[1].join(' and ')}.`
}

/** @type {import('eslint').Rule.RuleModule} */
export const importRule = {
  meta: {
    type: 'problem',
    docs: { description: 'imports run one way' },
    schema: [],
    messages: { refused: '{{reason}}' },
  },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join('/')

    function check(source, typesOnly) {
      if (typeof source?.value !== 'string') return
      const specifier = source.value
      const reason = specifier.startsWith('.')
        ? refuseOwn(file, join(dirname(file), specifier).split(sep).join('/'), typesOnly)
        : refusePackage(file, specifier)
      if (reason) context.report({ node: source, messageId: 'refused', data: { reason } })
    }

    return {
      ImportDeclaration: (node) => check(node.source, node.importKind === 'type'),
      ExportNamedDeclaration: (node) => check(node.source, node.exportKind === 'type'),
      ExportAllDeclaration: (node) => check(node.source, node.exportKind === 'type'),
      ImportExpression: (node) => check(node.source, false),
    }
  },
}
