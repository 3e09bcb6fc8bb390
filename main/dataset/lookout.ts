/**
 * Watches over the first look at an import's sources: tells how far it is, ends it when that is asked for, and lets
 * whatever else the process does have its turn. It looks at nothing itself.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ImportListing } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import type { Hear } from './sources/source.ts'

/** The listing of a dataset without its name. */
export type Listing = Omit<ImportListing, 'name'>

export interface LookoutOptions {
  readonly signal: AbortSignal
  /** Hears of it at the begin of each source and at most ten times a second. */
  readonly onListing?: ((listing: Listing) => void) | undefined
}

const leastMilliseconds = 100

/** A frame of a window is longer. */
const longestTurn = 8

/** From here on a guess at the time left is worth something. */
const leastShare = 0.02

export class Lookout {
  readonly #options: LookoutOptions
  #source = ''
  #since = 0
  #found = 0
  #share: number | null = null
  #toldAt = 0
  #turnAt = performance.now()

  constructor(options: LookoutOptions) {
    this.#options = options
  }

  /** A source comes next. Throws as `hear` does. */
  begin(source: string): void {
    this.#demandWanted()
    this.#source = source
    this.#since = performance.now()
    this.#share = null
    this.#tell(this.#since)
  }

  /** Hears how much of the source has been gone through. Throws `Failure('cancelled')` where nobody wants it any more. */
  readonly hear: Hear = (share) => {
    this.#demandWanted()
    this.#share = share
    this.#tellSometimes()
  }

  /** Notes a file. Rejects as `hear` throws. */
  async found(): Promise<void> {
    this.#demandWanted()
    this.#found++
    this.#tellSometimes()
    if (performance.now() - this.#turnAt < longestTurn) return
    await nextTurn()
    this.#turnAt = performance.now()
  }

  #demandWanted(): void {
    if (this.#options.signal.aborted) {
      throw new Failure('cancelled', 'The import was cancelled before any picture was read.')
    }
  }

  #tellSometimes(): void {
    const now = performance.now()
    if (now - this.#toldAt >= leastMilliseconds) this.#tell(now)
  }

  #tell(now: number): void {
    this.#toldAt = now
    const share = this.#share
    const seconds = (now - this.#since) / 1000
    this.#options.onListing?.({
      source: this.#source,
      found: this.#found,
      share,
      secondsLeft: share === null || share < leastShare ? null : (seconds * (1 - share)) / share,
    })
  }
}
