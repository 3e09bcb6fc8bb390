/** Asks for things ahead of their use: a bounded number at a time, given out in order. */

export interface Prefetch<Item> {
  /** How many items there are. */
  readonly count: number
  /** How many are asked for ahead of the one in use. */
  readonly depth: number
  readonly request: (index: number) => Promise<Item>
  /** Hears of every item that came and is no longer in use: used, or never wanted. */
  readonly release: (item: Item) => void
}

/** An item is valid until the next is asked for. Leaving the loop early releases what is still on its way. */
export async function* prefetch<Item>({ count, depth, request, release }: Prefetch<Item>): AsyncGenerator<Item, void> {
  const ahead: Promise<Item>[] = []
  let asked = 0
  const ask = () => {
    while (asked < count && ahead.length < depth) {
      const item = request(asked++)
      // A rejection waits in the queue until its turn; until then it is not unhandled.
      item.catch(() => undefined)
      ahead.push(item)
    }
  }
  try {
    for (let index = 0; index < count; index++) {
      ask()
      const item = await ahead.shift()!
      ask()
      try {
        yield item
      } finally {
        release(item)
      }
    }
  } finally {
    for (const item of ahead) item.then(release, () => undefined)
  }
}
