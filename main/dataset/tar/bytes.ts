/** Bytes from the front to the back, of a file that can be skipped in or of a stream that cannot. */
import type { FileHandle } from 'node:fs/promises'

export interface Bytes {
  /** Bytes taken and skipped so far. */
  readonly position: number
  /** The next bytes, fewer only where they end. */
  take(count: number): Promise<Buffer>
  /** Goes on without the next bytes; beyond the end, `take` answers none. */
  skip(count: number): Promise<void>
}

/** Read at once, so that small entries side by side cost one call. */
const pageBytes = 16_384

export class FileBytes implements Bytes {
  readonly #file: FileHandle
  readonly #page = Buffer.alloc(pageBytes)
  #pageStart = 0
  #pageEnd = 0
  position = 0

  constructor(file: FileHandle) {
    this.#file = file
  }

  async take(count: number): Promise<Buffer> {
    if (count > pageBytes) return this.#takeLong(count)
    if (this.position < this.#pageStart || this.position + count > this.#pageEnd) {
      const { bytesRead } = await this.#file.read(this.#page, 0, pageBytes, this.position)
      this.#pageStart = this.position
      this.#pageEnd = this.position + bytesRead
    }
    const from = this.position - this.#pageStart
    const taken = Buffer.from(this.#page.subarray(from, Math.min(from + count, this.#pageEnd - this.#pageStart)))
    this.position += taken.length
    return taken
  }

  async #takeLong(count: number): Promise<Buffer> {
    const target = Buffer.alloc(count)
    const { bytesRead } = await this.#file.read(target, 0, count, this.position)
    this.position += bytesRead
    return target.subarray(0, bytesRead)
  }

  skip(count: number): Promise<void> {
    this.position += count
    return Promise.resolve()
  }
}

export class StreamBytes implements Bytes {
  readonly #chunks: AsyncIterator<Buffer>
  #chunk: Buffer = Buffer.alloc(0)
  position = 0

  constructor(stream: AsyncIterable<Buffer>) {
    this.#chunks = stream[Symbol.asyncIterator]()
  }

  async take(count: number): Promise<Buffer> {
    const parts: Buffer[] = []
    let missing = count
    while (missing > 0 && (await this.#fill())) {
      const part = this.#chunk.subarray(0, missing)
      this.#chunk = this.#chunk.subarray(part.length)
      missing -= part.length
      parts.push(part)
    }
    this.position += count - missing
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts)
  }

  async skip(count: number): Promise<void> {
    let missing = count
    while (missing > 0 && (await this.#fill())) {
      const length = Math.min(missing, this.#chunk.length)
      this.#chunk = this.#chunk.subarray(length)
      missing -= length
    }
    this.position += count - missing
  }

  /** Whether there is anything more. */
  async #fill(): Promise<boolean> {
    while (this.#chunk.length === 0) {
      const next = await this.#chunks.next()
      if (next.done) return false
      this.#chunk = next.value
    }
    return true
  }
}
