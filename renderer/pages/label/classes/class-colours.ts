/** The colours of classes: those that a person gave them, and for the rest hues as far apart as they can be. Pure. */

interface Coloured {
  readonly colour: string | null
}

/** Colours to choose from, which stand apart on light and dark ground. */
export const swatches: readonly string[] = [
  '#d64545',
  '#e0772f',
  '#d9a514',
  '#7fa83a',
  '#2f9e62',
  '#22a3a3',
  '#3486d6',
  '#5b6be0',
  '#8e5bd6',
  '#c453b4',
  '#8a6a4f',
  '#707784',
]

/** Turns of the colour circle from one class to the next: the golden ratio keeps any number of them apart. */
const turn = 137.508

/** The colour of the class at this place of the list. */
export function colourOf({ colour }: Coloured, place: number): string {
  return colour ?? `hsl(${Math.round((210 + place * turn) % 360)} 52% 54%)`
}
