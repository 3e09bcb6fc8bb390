/** Checks the paths that archives and manifests name. */

/** Longest path that is taken, in characters. */
const longest = 4096

/** The path with `/` between its names, or why it is not taken. `place` is what it must not lead out of. */
export function entryPath(path: string, place: string): { readonly path: string } | { readonly reason: string } {
  if (path.length > longest) return { reason: 'left out: its path is too long' }
  if (path.includes('\0')) return { reason: 'left out: its path holds a character that no path may hold' }
  const names = path.replaceAll('\\', '/').split('/')
  const leadsOut = names.includes('..') || names[0] === '' || /^[a-z]:$/i.test(names[0]!)
  if (leadsOut) return { reason: `left out: its path leads out of the ${place}` }
  return { path: names.filter((name) => name !== '' && name !== '.').join('/') }
}
