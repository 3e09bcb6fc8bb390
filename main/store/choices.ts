/** Words for what there is instead of the thing that was not found. */

const listed = 20

/** E.g. `Datasets: cats, dogs.`, or `There are none yet.`; long lists are cut. */
export function choices(noun: string, names: readonly string[]): string {
  if (names.length === 0) return 'There are none yet.'
  const rest = names.length > listed ? ` and ${names.length - listed} more` : ''
  return `${noun}: ${names.slice(0, listed).join(', ')}${rest}.`
}
