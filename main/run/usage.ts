/** What this process takes of the machine: memory, time of all its threads on the processor, and what its GPU tells. */
import { availableParallelism } from 'node:os'
import type { Usage } from '../../preload/contract/index.ts'
import type { GpuUsage } from './gpu-meter.ts'

export class UsageMeter {
  readonly #gpu: () => GpuUsage
  #at = performance.now()
  #processor = process.cpuUsage()

  constructor(gpu: () => GpuUsage) {
    this.#gpu = gpu
  }

  /** Loads are those since the last reading. */
  read(): Usage {
    const now = performance.now()
    const { user, system } = process.cpuUsage(this.#processor)
    const available = Math.max(1, now - this.#at) * 1000 * availableParallelism()
    this.#at = now
    this.#processor = process.cpuUsage()
    return {
      memoryBytes: process.memoryUsage.rss(),
      processorLoad: Math.min(1, (user + system) / available),
      ...this.#gpu(),
    }
  }
}
