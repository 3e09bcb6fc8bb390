/** Worker threads that read pictures, so that the thread which asks stays free for people. */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { Failure } from '../lib/failure.ts'
// The main thread loads and sets up libvips for all threads.
import './libvips.ts'
import type { Reading, ReadReply, ReadRequest, ToRead } from './reading.ts'
import { newTurn } from './turns.ts'

/** Each thread has the next files under way while it decodes one. */
const inFlightPerThread = 8

interface Thread {
  readonly worker: Worker
  readonly pending: Map<number, Call>
  readonly ended: Promise<void>
}

interface Call extends PromiseWithResolvers<Reading> {
  readonly toRead: ToRead
}

/** Each takes some 50 MB, and the pixels of eight are as many as a disk can write. */
const mostThreads = 8

export class PictureReaders {
  readonly #threads: readonly Thread[]
  readonly #turn = newTurn()
  readonly #waiting: Call[] = []
  #nextTicket = 0
  #failure: Failure | undefined

  /** @param workerFile module that answers `ReadRequest`s with `ReadReply`s */
  constructor(workerFile: string, threads = Math.min(availableParallelism(), mostThreads)) {
    this.#threads = Array.from({ length: threads }, () => this.#start(workerFile))
  }

  /** Files that keep all threads busy; more at once only wait. */
  get capacity(): number {
    return this.#threads.length * inFlightPerThread
  }

  /**
   * Reads a picture; bytes in memory go to the thread that does. Rejects where its record
   * cannot be written, or a thread broke down.
   */
  read(toRead: ToRead): Promise<Reading> {
    if (this.#failure) return Promise.reject(this.#failure)
    const call = { ...Promise.withResolvers<Reading>(), toRead }
    this.#waiting.push(call)
    this.#dispatch()
    return call.promise
  }

  /** Gives a thread no more than it can have under way, so that a slow picture holds up no others. */
  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const thread = this.#threads.reduce((one, other) => (other.pending.size < one.pending.size ? other : one))
      if (thread.pending.size >= inFlightPerThread) return
      const call = this.#waiting.shift()!
      const ticket = this.#nextTicket++
      const { location } = call.toRead
      thread.pending.set(ticket, call)
      const request: ReadRequest = { ticket, ...call.toRead }
      thread.worker.postMessage(request, location.kind === 'content' ? [location.content.buffer] : [])
    }
  }

  /**
   * What is still being read is given up. The threads end once they have put down what they have under way: to terminate
   * one within a library's code may abort the whole program.
   */
  async close(): Promise<void> {
    this.#fail('The pictures were no longer wanted.')
    for (const { worker } of this.#threads) worker.postMessage('close' satisfies ReadRequest)
    await Promise.all(this.#threads.map(({ ended }) => ended))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  #start(workerFile: string): Thread {
    const worker = new Worker(workerFile, { workerData: this.#turn })
    const pending: Thread['pending'] = new Map()
    worker.on('message', (reply: ReadReply) => {
      const call = pending.get(reply.ticket)
      pending.delete(reply.ticket)
      this.#dispatch()
      if ('reading' in reply) call?.resolve(reply.reading)
      else call?.reject(Object.assign(new Error(reply.error.message), { code: reply.error.code }))
    })
    worker.on('error', (error) => this.#fail(`A thread that reads pictures broke down: ${String(error)}`))
    const { promise: ended, resolve } = Promise.withResolvers<void>()
    worker.on('exit', () => {
      this.#fail('A thread that reads pictures ended unexpectedly.')
      resolve()
    })
    return { worker, pending, ended }
  }

  /** Once only: the first reason stays. */
  #fail(message: string): void {
    if (this.#failure) return
    this.#failure = new Failure('failed', message)
    for (const call of this.#waiting.splice(0)) call.reject(this.#failure)
    for (const { pending } of this.#threads) {
      for (const call of pending.values()) call.reject(this.#failure)
      pending.clear()
    }
  }
}
