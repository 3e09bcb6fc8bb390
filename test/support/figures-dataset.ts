/** A small real dataset: figures painted by the program's own generator, imported into a workspace of its own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drawSamples } from '../../main/dataset/samples/draw-samples.ts'
import { importSources } from '../../main/dataset/import.ts'
import type { Store } from '../../main/store/store.ts'
import { openStore } from '../../main/store/open.ts'
import { workerFile } from '../../main/worker/spawn.ts'

export interface FiguresDataset {
  readonly store: Store
  readonly datasetId: number
  /** Where the pictures lie, one folder a class. */
  readonly folder: string
  remove(): void
}

/** Ten classes of `perClass` pictures each, a fifth of them for validation and a fifth for the test. */
export async function figuresDataset(perClass: number): Promise<FiguresDataset> {
  const root = mkdtempSync(join(tmpdir(), 'figures-'))
  const folder = join(root, 'pictures')
  await drawSamples(folder, { perClass })
  const store = openStore(join(root, 'workspace'))
  const request = { name: 'figures', sources: [{ path: folder }], validationShare: 0.2, testShare: 0.2 }
  const { datasetId, ended } = await importSources(store, request, { workerFile: workerFile('import.worker') })
  const { phase, message } = await ended
  if (phase !== 'done') throw new Error(message ?? phase)
  return {
    store,
    datasetId,
    folder,
    remove: () => {
      store.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}
