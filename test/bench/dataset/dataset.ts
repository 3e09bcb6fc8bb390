/** Times what a person does with a large dataset, on the store's side. */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accept } from '../../../main/dataset/accept.ts'
import { findDuplicates } from '../../../main/dataset/duplicates/find.ts'
import { hygieneReport } from '../../../main/dataset/hygiene/report.ts'
import { redraw, settleSplits } from '../../../main/dataset/splits/change.ts'
import { openStore } from '../../../main/store/open.ts'
import type { Store } from '../../../main/store/store.ts'
import { fillFromPictures, fillWithRows } from './fill.ts'

export interface DatasetBenchOptions {
  /** Real pictures, one folder a class; rows without pictures where absent. */
  readonly folder?: string
  /** How many rows there are without a folder. */
  readonly rows: number
}

/** Of each act, the median of a few. */
interface Taken {
  readonly milliseconds: number
  /** What of that the processor worked; the rest is other programs' and the disk's. */
  readonly processor: number
}

interface Figures {
  /** Until all rows were in. */
  readonly filled: Taken
  readonly megabytes: number
  readonly acts: Readonly<Record<string, Taken>>
}

/** Measures an act by its name, a few times. */
type Time = (name: string, act: () => unknown, times?: number) => void

/** Begins to measure; the function that it answers tells what has passed since. */
function begin(): () => Taken {
  const [begun, cpu] = [performance.now(), process.cpuUsage()]
  return () => {
    const { user, system } = process.cpuUsage(cpu)
    const [milliseconds, processor] = [performance.now() - begun, (user + system) / 1000]
    return { milliseconds: Math.round(milliseconds * 10) / 10, processor: Math.round(processor * 10) / 10 }
  }
}

export async function benchDataset({ folder, rows }: DatasetBenchOptions): Promise<Figures> {
  const workspace = mkdtempSync(join(tmpdir(), 'dataset-bench-'))
  try {
    const end = begin()
    const store = openStore(workspace)
    const datasetId = store.datasets.create('large')
    if (folder === undefined) fillWithRows(store, datasetId, rows)
    else await fillFromPictures(store, datasetId, folder)
    store.close()
    const filled = end()
    const megabytes = Math.round(statSync(join(workspace, 'workspace.sqlite')).size / 1e6)
    return { filled, megabytes, acts: measure(workspace, datasetId, folder !== undefined) }
  } finally {
    rmSync(workspace, { recursive: true, force: true })
  }
}

/** Each figure is told as it comes, on the side: a million rows take minutes. */
function measure(workspace: string, datasetId: number, isReal: boolean): Figures['acts'] {
  const acts: Record<string, Taken> = {}
  const time: Time = (name, act, times = 5) => {
    const taken = Array.from({ length: times }, () => {
      const end = begin()
      act()
      return end()
    })
    const median = taken.sort((a, b) => a.milliseconds - b.milliseconds)[times >> 1]!
    acts[name] = median
    console.error(`${name}: ${median.milliseconds} ms, ${median.processor} of the processor`)
  }
  let store: Store | undefined
  time('open the store and the first page', () => {
    store?.close()
    store = openStore(workspace)
    store.datasets.get(datasetId)
    store.datasets.classes(datasetId)
    store.pictures.page(datasetId, {}, 0, 200)
  })
  const { pictures, ...rest } = store!
  const { images } = rest.datasets.get(datasetId)
  const [{ id: classId }, { id: other }] = rest.datasets.classes(datasetId) as unknown as [
    { id: number },
    { id: number },
  ]

  time('the last page', () => pictures.page(datasetId, {}, images - 200, 200))
  time('the last page by name', () => {
    pictures.page(datasetId, {}, images - 200, 200, { by: 'name', descending: false })
  })
  time('all ids', () => pictures.ids(datasetId, {}))
  time('all ids by name', () => pictures.ids(datasetId, {}, { by: 'name', descending: false }))
  time('all ids by class', () => pictures.ids(datasetId, {}, { by: 'class', descending: false }))
  time('all ids by similarity', () => pictures.ids(datasetId, {}, { by: 'similarity', descending: false }))
  time('all ids by likeness to one', () => {
    pictures.ids(datasetId, {}, { by: 'similarity', descending: false, like: 1 })
  })
  for (const [name, filter] of [
    ['a class', { classId }],
    ['a class and a split', { classId, split: 'validation' }],
    ['a split', { split: 'validation' }],
    ['no label', { classId: null }],
    ['excluded', { excluded: 'only' }],
    ['a part of the name', { text: '99' }],
    ['small', { finding: 'small' }],
  ] as const) {
    time(`count and page of ${name}`, () => pictures.page(datasetId, filter, 0, 200))
  }
  time('counts of classes', () => rest.datasets.classes(datasetId))
  time('training samples', () => {
    const classIds = rest.datasets.classes(datasetId).map(({ id }) => id)
    pictures.samples(datasetId, 'train', classIds)
  })
  const ids = pictures.ids(datasetId, { classId })
  time('label one', () => pictures.label(datasetId, ids.splice(0, 1), other), 21)
  const some = pictures.ids(datasetId, {}).filter((_, place) => place % Math.floor(images / 1000) === 0)
  const targets = rest.datasets.classes(datasetId).slice(-6)
  time('label a thousand', () => pictures.label(datasetId, some.slice(0, 1000), targets.pop()!.id))
  time('undo that', () => rest.history.undo(datasetId), 3)
  time('label 50,000', () => pictures.label(datasetId, pictures.ids(datasetId, {}).slice(0, 50_000), other), 1)
  time('undo that (50,000)', () => rest.history.undo(datasetId), 1)
  timeAnswers(store!, datasetId, time)
  if (isReal) time('near duplicates', () => findDuplicates(store!, datasetId, () => undefined), 1)
  time('hygiene report', () => hygieneReport(store!, datasetId, null), 3)
  time('pictures of near duplicates', () => pictures.page(datasetId, { finding: 'near-duplicates' }, 0, 200), 3)
  time('settle splits', () => settleSplits(store!, datasetId), 1)
  time(
    'draw splits anew',
    () => {
      redraw(store!, datasetId, { validationShare: 0.15, testShare: 0.1, splitSeed: 0 }, false)
    },
    1,
  )
  time('undo that (splits)', () => rest.history.undo(datasetId), 1)
  time(
    'draw splits anew by another seed',
    () => {
      redraw(store!, datasetId, { validationShare: 0.15, testShare: 0.1, splitSeed: 1 }, false)
    },
    1,
  )
  time('undo that (another seed)', () => rest.history.undo(datasetId), 1)
  store!.close()
  return acts
}

/** What a run answered of all pictures, each another class than its own: kept, listed, looked at and accepted. */
function timeAnswers(store: Store, datasetId: number, time: Time): void {
  const run = { name: 'one', datasetId, settings: {} as never, classNames: [], classIds: [] }
  const runId = store.runs.create(run)
  const classIds = store.datasets.classes(datasetId).map(({ id }) => id)
  const ids = store.pictures.ids(datasetId, {})
  const answers = ids.map((imageId, place) => ({
    imageId,
    classId: classIds[imageId % classIds.length]!,
    probability: ((place * 7919) % 10_007) / 10_007,
  }))
  time('keep answers', () => store.answers.set(runId, answers, false), 1)
  time('mistakes by certainty', () => {
    store.pictures.ids(datasetId, { mistakesOf: runId }, { by: 'certainty', descending: true })
  })
  time('answers of 500', () => store.answers.of(datasetId, runId, ids.slice(-500)))
  time('accept 50,000', () => accept(store, { datasetId, runId, imageIds: ids.slice(0, 50_000), insist: true }), 1)
  time('undo that (accept)', () => store.history.undo(datasetId), 1)
}
