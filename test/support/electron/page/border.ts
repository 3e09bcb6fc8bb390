/**
 * The border between a page's own world and its preload's, which share a document and no objects. Values cross as
 * clones, functions and promises as proxies, as over Electron's context bridge. Runs in pages as source text.
 */
export interface Border {
  /** Calls the other world's function of that number. */
  ask(id: number, args: readonly unknown[]): unknown
  /** Makes a function the other world's to call; answers its number. */
  keep(callable: (...args: unknown[]) => unknown): number
}

export function createBorder(own: string, other: string): Border {
  const kept = new Map<number, (...args: unknown[]) => unknown>()
  const awaited = new Map<number, PromiseWithResolvers<unknown>>()
  let next = 0
  let calls = 0

  const tell = (event: string, detail: unknown): void => {
    window.dispatchEvent(new CustomEvent(event, { detail }))
  }

  function pack(value: unknown): unknown {
    if (typeof value === 'function') return { $: 'function', id: keep(value as (...args: unknown[]) => unknown) }
    if (value instanceof Promise) {
      const id = next++
      value.then(
        (result: unknown) => tell(`${other}:settle`, { id, value: pack(result) }),
        (error: unknown) => tell(`${other}:settle`, { id, error: (error as Error).message }),
      )
      return { $: 'promise', id }
    }
    if (Array.isArray(value)) return value.map(pack)
    if (isPlain(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, pack(item)]))
    return value
  }

  function unpack(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(unpack)
    if (!isPlain(value)) return value
    const { $: kind, id } = value as { $?: string; id?: number }
    if (kind === 'function') return (...args: unknown[]) => ask(id!, args)
    if (kind === 'promise') {
      const promise = Promise.withResolvers<unknown>()
      awaited.set(id!, promise)
      return promise.promise
    }
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unpack(item)]))
  }

  function isPlain(value: unknown): value is object {
    return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  }

  function keep(callable: (...args: unknown[]) => unknown): number {
    const id = next++
    kept.set(id, callable)
    return id
  }

  function ask(id: number, args: readonly unknown[]): unknown {
    const call = calls++
    let answer: { value?: unknown; error?: string } | undefined
    const hear = (event: Event): void => {
      answer = (event as CustomEvent<typeof answer>).detail
    }
    window.addEventListener(`${own}:answer:${call}`, hear, { once: true })
    tell(`${other}:call`, { call, id, args: pack(args) })
    if (!answer) throw new Error('An object could not be cloned.')
    if (answer.error !== undefined) throw new Error(answer.error)
    return unpack(answer.value)
  }

  window.addEventListener(`${own}:call`, (event) => {
    const { detail } = event as CustomEvent<{ call: number; id: number; args: unknown[] } | null>
    if (detail === null) return
    let answer
    try {
      answer = { value: pack(kept.get(detail.id)!(...(unpack(detail.args) as unknown[]))) }
    } catch (error) {
      answer = { error: (error as Error).message }
    }
    tell(`${other}:answer:${detail.call}`, answer)
  })
  window.addEventListener(`${own}:settle`, (event) => {
    const { id, value, error } = (event as CustomEvent<{ id: number; value?: unknown; error?: string }>).detail
    if (error === undefined) awaited.get(id)?.resolve(unpack(value))
    else awaited.get(id)?.reject(new Error(error))
    awaited.delete(id)
  })
  return { ask, keep }
}
