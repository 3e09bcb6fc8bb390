/** What hears an event of Electron's; the stand-in passes what the event has. */
export type Listener = (...args: unknown[]) => void

/** An object of Electron's that has just the members given; any other throws, so that a gap cannot go unnoticed. */
export function strict<Parts extends object>(name: string, parts: Parts): Parts {
  return new Proxy(parts, {
    get(target, key) {
      if (typeof key === 'symbol' || key in target || key === 'then' || key === 'toJSON')
        return Reflect.get(target, key)
      throw new Error(`The stand-in for Electron has no ${name}.${key}; add it with its behaviour.`)
    },
  })
}

/** Throws where options have a key that the stand-in does not know. */
export function knowing(name: string, options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).find((key) => !known.includes(key))
  if (unknown !== undefined) throw new Error(`The stand-in for Electron does not know the option ${name}.${unknown}.`)
}
