/**
 * How busy an NVIDIA GPU is, as its driver's own tool tells it, which is asked every few seconds. Where the tool is not
 * on the PATH, or does not answer, nothing is told. Other makers' GPUs have no such tool on every platform.
 */
import { execFile } from 'node:child_process'
import type { Usage } from '../../preload/contract/index.ts'

export type GpuUsage = Pick<Usage, 'gpuLoad' | 'gpuMemoryBytes'>

export const untold: GpuUsage = { gpuLoad: null, gpuMemoryBytes: null }

const tool = 'nvidia-smi'
/** Milliseconds between an answer and the next question, and that an answer may take. */
const [interval, patience] = [2000, 10_000]

export class GpuMeter implements Disposable {
  readonly #closed = new AbortController()
  #usage = untold
  #timer: NodeJS.Timeout | undefined

  constructor() {
    this.#ask()
  }

  /** As it was told last. */
  get usage(): GpuUsage {
    return this.#usage
  }

  [Symbol.dispose](): void {
    this.#closed.abort()
    clearTimeout(this.#timer)
  }

  #ask(): void {
    const { signal } = this.#closed
    execFile(tool, question(), { signal, timeout: patience, windowsHide: true }, (error, answer) => {
      this.#usage = error ? untold : parse(answer)
      if (signal.aborted || error?.code === 'ENOENT') return
      this.#timer = setTimeout(() => this.#ask(), interval).unref()
    })
  }
}

/** Of the GPU that CUDA takes: the first that it may see. */
function question(): string[] {
  const [seen] = process.env.CUDA_VISIBLE_DEVICES?.split(',') ?? []
  const format = ['--query-gpu=utilization.gpu,memory.used', '--format=csv,noheader,nounits']
  return seen ? [...format, `--id=${seen}`] : format
}

/** Percent and mebibytes of the first GPU; what it does not know stands there in words. */
function parse(answer: string): GpuUsage {
  const [percent, mebibytes] = (answer.split('\n')[0] ?? '').split(',').map((cell) => numberIn(cell))
  return {
    gpuLoad: percent == null ? null : Math.min(1, percent / 100),
    gpuMemoryBytes: mebibytes == null ? null : mebibytes * 1024 ** 2,
  }
}

function numberIn(cell: string): number | null {
  return /^\s*\d+\s*$/.test(cell) ? Number(cell) : null
}
