/**
 * Worker threads that fill batches, and the buffers that travel to them and back. It hands each request to the least
 * busy thread; which one that is never changes what comes back.
 */
import { Worker } from 'node:worker_threads'
import { Failure } from '../lib/failure.ts'
import type { FillJob, FillMode, FillReply, FillRequest, FillSettings } from './job.ts'
import { transfers } from './job.ts'

interface Pending {
  readonly resolve: (job: FillJob) => void
  readonly reject: (error: Error) => void
}

interface Thread {
  readonly worker: Worker
  readonly pending: Map<number, Pending>
}

export class BatchPool {
  readonly #settings: FillSettings
  readonly #threads: readonly Thread[]
  /** Buffers that came back, by their length in bytes. */
  readonly #spare = new Map<number, ArrayBuffer[]>()
  #nextTicket = 0
  #failure: Error | undefined

  /** @param workerFile module that serves `FillRequest`s with its `workerData` as `FillSettings` */
  constructor(workerFile: string, settings: FillSettings, threads: number) {
    this.#settings = settings
    this.#threads = Array.from({ length: threads }, () => this.#startThread(workerFile))
  }

  /** Fills a batch of these pixel records. Rejects where a record cannot be read or a thread died. */
  fill(records: Float64Array, mode: FillMode): Promise<FillJob> {
    if (this.#failure) return Promise.reject(this.#failure)
    const { crop, dropout, dropoutWidths } = this.#settings
    const views = mode.type === 'test' ? mode.crops : 1
    const masks = new Map<string, Float32Array<ArrayBuffer>>()
    if (mode.type === 'training' && dropout > 0) {
      for (const [layer, width] of dropoutWidths) {
        masks.set(layer, new Float32Array(this.#take(records.length * width * Float32Array.BYTES_PER_ELEMENT)))
      }
    }
    const images = new Uint8Array(this.#take(records.length * views * crop * crop * 3))
    return this.#send({ records, mode, images, masks })
  }

  /** Takes back a batch's buffers; its arrays are gone from then on. */
  recycle(job: FillJob): void {
    for (const buffer of transfers(job)) {
      const spare = this.#spare.get(buffer.byteLength)
      if (spare) spare.push(buffer)
      else this.#spare.set(buffer.byteLength, [buffer])
    }
  }

  async close(): Promise<void> {
    this.#fail(new Failure('cancelled', 'The batches were no longer wanted.'))
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()))
  }

  #startThread(workerFile: string): Thread {
    const worker = new Worker(workerFile, { workerData: this.#settings })
    const pending = new Map<number, Pending>()
    worker.on('message', (reply: FillReply) => {
      const call = pending.get(reply.ticket)
      pending.delete(reply.ticket)
      if (reply.ok) call?.resolve(reply.job)
      else call?.reject(new Failure('failed', reply.message))
    })
    worker.on('error', (error) => this.#fail(error instanceof Error ? error : new Error(String(error))))
    worker.on('exit', () => this.#fail(new Failure('failed', 'A thread that prepares pictures ended unexpectedly.')))
    return { worker, pending }
  }

  #send(job: FillJob): Promise<FillJob> {
    const thread = this.#threads.reduce((one, other) => (other.pending.size < one.pending.size ? other : one))
    const request: FillRequest = { ticket: this.#nextTicket++, job }
    return new Promise((resolve, reject) => {
      thread.pending.set(request.ticket, { resolve, reject })
      thread.worker.postMessage(request, transfers(job))
    })
  }

  #take(bytes: number): ArrayBuffer {
    return this.#spare.get(bytes)?.pop() ?? new ArrayBuffer(bytes)
  }

  /** Once only: a pool that failed stays failed, and says the first reason. */
  #fail(error: Error): void {
    if (this.#failure) return
    this.#failure = error
    for (const { pending } of this.#threads) {
      for (const call of pending.values()) call.reject(error)
      pending.clear()
    }
  }
}
