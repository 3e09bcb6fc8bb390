/** Which runs' weights a new run can begin with. Pure. */
import type { RunSummary, TrainingRequest } from '../../../preload/contract/index.ts'
import { withModel } from '../../runs.ts'

/** Those that have a model of the same network with the same techniques, the newest first. */
export function runsToBeginWith(
  runs: readonly RunSummary[],
  { network, switches }: Pick<TrainingRequest, 'network' | 'switches'>,
): readonly RunSummary[] {
  const wanted = keyOf(switches)
  return withModel(runs).filter(({ settings }) => settings.network === network && keyOf(settings.switches) === wanted)
}

/** Switches that are left out count as nothing. */
function keyOf(switches: TrainingRequest['switches']): string {
  const chosen = Object.entries(switches).filter(([, value]) => value !== undefined)
  return JSON.stringify(chosen.sort(([a], [b]) => (a < b ? -1 : 1)))
}
