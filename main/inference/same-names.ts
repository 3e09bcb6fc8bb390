/** Which classes of a dataset a network knows, by their names. Pure. */

/**
 * For each class of the network the position of the dataset's class of the same name, −1 where there is none. Names
 * agree whatever their case, and where they do as a whole or up to the first comma, as in ImageNet's “tench, Tinca
 * tinca”. A name that several classes of one side share says nothing.
 */
export function sameNames(network: readonly string[], dataset: readonly string[]): readonly number[] {
  const [whole, first] = [positions(dataset.map(plain)), positions(dataset.map(firstWord))]
  const unique = positions(network.map(firstWord))
  return network.map((name) => {
    const exact = whole.get(plain(name))
    if (exact !== undefined) return exact
    return unique.has(firstWord(name)) ? (first.get(firstWord(name)) ?? -1) : -1
  })
}

function plain(name: string): string {
  return name.normalize('NFC').trim().toLowerCase()
}

function firstWord(name: string): string {
  return plain(name.split(',', 1)[0]!)
}

/** Of the names that are there once. */
function positions(names: readonly string[]): ReadonlyMap<string, number> {
  const places = Map.groupBy(names.keys(), (position) => names[position]!)
  return new Map([...places].flatMap(([name, found]) => (found.length === 1 ? [[name, found[0]!] as const] : [])))
}
