/** Lets one thread of many at a time do what needs much memory. */

/** Shared by the threads: 0 while nobody has the turn. */
export type Turn = SharedArrayBuffer

export function newTurn(): Turn {
  return new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
}

/** Does the work once nobody else has the turn. Not to be called within itself. */
export async function inTurn<T>(turn: Turn, work: () => Promise<T>): Promise<T> {
  const state = new Int32Array(turn)
  while (Atomics.compareExchange(state, 0, 0, 1) !== 0) {
    const waiting = Atomics.waitAsync(state, 0, 1)
    if (waiting.async) await waiting.value
  }
  try {
    return await work()
  } finally {
    Atomics.store(state, 0, 0)
    Atomics.notify(state, 0, 1)
  }
}
