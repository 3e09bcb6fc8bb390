/** Finds classes by a part of their name, for lists of thousands. Pure. */

interface Named {
  readonly id: number
  readonly name: string
}

/** Most classes that a list of suggestions shows. */
const mostShown = 50

/**
 * Classes whose name has `text` in it, any case: names that begin with it first, then those in which a word does, then
 * the others; without a text those used last, then all. Each group keeps the order of `classes`.
 */
export function found<Class extends Named>(
  classes: readonly Class[],
  text: string,
  recent: readonly number[] = [],
): Class[] {
  const sought = text.trim().toLowerCase()
  if (sought === '') {
    const used = recent.map((id) => classes.find((one) => one.id === id)).filter((one) => one !== undefined)
    return [...used, ...classes.filter((one) => !recent.includes(one.id))].slice(0, mostShown)
  }
  const groups: [Class[], Class[], Class[]] = [[], [], []]
  for (const one of classes) {
    const group = groupOf(one.name.toLowerCase(), sought)
    if (group !== null) groups[group].push(one)
  }
  return groups.flat().slice(0, mostShown)
}

function groupOf(name: string, sought: string): 0 | 1 | 2 | null {
  if (!name.includes(sought)) return null
  if (name.startsWith(sought)) return 0
  for (let at = name.indexOf(sought); at >= 0; at = name.indexOf(sought, at + 1)) {
    if (!/[\p{L}\p{N}]/u.test(name.charAt(at - 1))) return 1
  }
  return 2
}
