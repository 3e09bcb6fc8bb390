/** What every page says alike of a run. */
import type { RunStatus, RunSummary } from '../preload/contract/index.ts'

/** The dataset that it was trained on, or the file that it was read from. */
export function originOf({ file, datasetName }: Pick<RunSummary, 'file' | 'datasetName'>): string {
  return file ?? datasetName
}

/** Those that have a model, the newest first. */
export function withModel(runs: readonly RunSummary[]): RunSummary[] {
  return runs.filter((run) => run.hasModel).sort((one, other) => other.createdAt - one.createdAt)
}

/** Its status in a word; one that was read from a file has never run here. */
export function stateOf({ file, status }: Pick<RunSummary, 'file' | 'status'>): RunStatus | 'imported' {
  return file === null ? status : 'imported'
}
