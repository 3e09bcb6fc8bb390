/** The shape of a translation: the keys of the English catalogue, each with a text. A missing key is a type error. */
export type Translated<Catalogue> = {
  readonly [Key in keyof Catalogue]: Catalogue[Key] extends string ? string : Translated<Catalogue[Key]>
}

/** `page.group.key` of every text of a catalogue. */
export type KeysOf<Catalogue> = {
  [Key in keyof Catalogue & string]: Catalogue[Key] extends string ? Key : `${Key}.${KeysOf<Catalogue[Key]>}`
}[keyof Catalogue & string]
