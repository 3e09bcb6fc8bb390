/** What this process takes of the machine: memory, and time of all its threads on the processor. */
import { availableParallelism } from 'node:os'

export interface Usage {
  /** Resident memory. */
  readonly memoryBytes: number
  /** Part of all cores' time since the last reading, 0 to 1. */
  readonly processorLoad: number
}

export class UsageMeter {
  #at = performance.now()
  #processor = process.cpuUsage()

  read(): Usage {
    const now = performance.now()
    const { user, system } = process.cpuUsage(this.#processor)
    const available = Math.max(1, now - this.#at) * 1000 * availableParallelism()
    this.#at = now
    this.#processor = process.cpuUsage()
    return { memoryBytes: process.memoryUsage.rss(), processorLoad: Math.min(1, (user + system) / available) }
  }
}
