/** Trainers that outlive their host: they write a last checkpoint, of which nobody but the store would hear. */
import { lockRun } from '../store/lock.ts'

export class LeftBehind {
  readonly #workspace: string
  readonly #runs = new Set<number>()

  constructor(workspace: string) {
    this.#workspace = workspace
  }

  /** Takes a run that an earlier host trained. */
  add(runId: number): void {
    this.#runs.add(runId)
  }

  /** The runs that no process trains any more, each answered once. */
  ended(): number[] {
    const free = [...this.#runs].filter((runId) => {
      const release = lockRun(this.#workspace, runId)
      release?.()
      return release !== null
    })
    for (const runId of free) this.#runs.delete(runId)
    return free
  }
}
