/**
 * Hands checkpoints to the thread that writes them. Copying the tensors is all that training waits for, unless the one
 * before is still being written.
 */
import { Worker } from 'node:worker_threads'
import { Failure } from '../lib/failure.ts'
import { DiskFull } from '../store/disk.ts'
import type { CheckpointTensor, NewCheckpoint } from '../store/store.ts'
import { workerFile } from '../worker/spawn.ts'

export interface WriteJob {
  readonly workspace: string
  readonly runId: number
}

export type WriteRequest = NewCheckpoint | 'close'

export interface WriteReply {
  readonly failure: { readonly diskFull: boolean; readonly message: string } | null
  /** The buffers come back, to be filled again. */
  readonly tensors: readonly CheckpointTensor[]
}

export interface WriteListener {
  /** A checkpoint is whole. */
  written(): void
  /** A checkpoint could not be written; the ones before are whole. */
  failed(failure: Failure): void
}

/** What moves to the thread and back instead of being copied. */
export function buffersOf(tensors: readonly CheckpointTensor[]): ArrayBuffer[] {
  return tensors.map(({ data }) => data.buffer as ArrayBuffer)
}

export class CheckpointWriter {
  readonly #worker: Worker
  readonly #listener: WriteListener
  readonly #spare = new Map<string, Float32Array>()
  #under: Promise<void> = Promise.resolve()
  #settle: () => void = () => undefined

  constructor(job: WriteJob, listener: WriteListener) {
    this.#listener = listener
    this.#worker = new Worker(workerFile('checkpoint.worker'), { workerData: job })
    this.#worker.on('message', (reply: WriteReply) => this.#hear(reply))
    this.#worker.on('error', (error) => this.#fail(error instanceof Error ? error.message : String(error)))
    this.#worker.on('exit', () => this.#settle())
  }

  /** Copies the tensors and resolves; they are then being written. */
  async save(checkpoint: NewCheckpoint): Promise<void> {
    await this.#under
    const tensors = checkpoint.tensors.map(({ name, shape, data }) => {
      const copy = this.#spare.get(name) ?? new Float32Array(data.length)
      copy.set(data)
      return { name, shape, data: copy }
    })
    this.#spare.clear()
    const written = Promise.withResolvers<void>()
    this.#under = written.promise
    this.#settle = written.resolve
    this.#worker.postMessage({ ...checkpoint, tensors } satisfies WriteRequest, buffersOf(tensors))
  }

  /** Resolves when nothing is being written. */
  async idle(): Promise<void> {
    await this.#under
  }

  async close(): Promise<void> {
    await this.#under
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#worker.once('exit', () => resolve())
    this.#worker.postMessage('close' satisfies WriteRequest)
    await promise
  }

  #hear({ failure, tensors }: WriteReply): void {
    for (const { name, data } of tensors) this.#spare.set(name, data)
    if (failure === null) this.#listener.written()
    else
      this.#listener.failed(failure.diskFull ? new DiskFull(failure.message) : new Failure('failed', failure.message))
    this.#settle()
  }

  #fail(message: string): void {
    this.#listener.failed(new Failure('failed', `The thread that writes checkpoints ended: ${message}`))
    this.#settle()
  }
}
