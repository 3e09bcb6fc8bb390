/** The hygiene report of a dataset: what was found, and by what measure. */
import type { HygieneReport } from '../../../preload/contract/index.ts'
import { nearBits, nearCorrelation } from '../../lib/fingerprint.ts'
import { fewPictures, smallPixels } from '../../store/findings.ts'
import { imbalance } from '../../store/hygiene.ts'
import type { Store } from '../../store/store.ts'

/** @param progress the search under way */
export function hygieneReport(store: Store, datasetId: number, progress: HygieneReport['progress']): HygieneReport {
  store.datasets.get(datasetId)
  return {
    findings: store.hygiene.findings(datasetId),
    ...store.duplicates.state(datasetId),
    progress,
    thresholds: { nearBits, nearCorrelation, smallPixels, fewPictures, imbalance },
  }
}
