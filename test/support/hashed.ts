/** Random numbers that a seed decides. */
import { hash } from 'node:crypto'

/** A function whose answers, in [0, 1), are the same for the same seed everywhere. */
export function hashed(seed: string): () => number {
  let count = 0
  return () => hash('sha256', `${seed} ${count++}`, 'buffer').readUInt32BE(0) / 2 ** 32
}
