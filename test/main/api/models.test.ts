import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Api, createApi } from '../../../main/api/api.ts'
import type { ModelProgress } from '../../../preload/contract/index.ts'
import { callsOf, type Call } from '../../support/api.ts'
import { type FiguresDataset, figuresDataset } from '../../support/figures-dataset.ts'
import { drive } from '../../support/runs/drive.ts'

let dataset: FiguresDataset
let api: Api
let ask: Call
let runId: number
let heard: [event: string, payload: unknown][]

beforeAll(async () => {
  dataset = await figuresDataset(30)
  const { manager, ended } = drive(dataset.store)
  runId = manager.start({
    datasetId: dataset.datasetId,
    settings: { network: 'lenet', epochs: 1, batch: 10, threads: 1 },
  })
  await ended(runId)
  await manager.close()
  api = createApi({ store: dataset.store, exclusive: true, host: { host: 'terminal', version: '1.2.3' } })
  ask = callsOf(api)
  api.listen((event, payload) => heard.push([event, payload]))
})
afterAll(async () => {
  await api.close()
  dataset.remove()
})
beforeEach(() => {
  heard = []
})

/** Pictures done and in all, in the order in which pages heard of them, and the end. */
function told(work: ModelProgress['work']): unknown[] {
  return heard
    .filter(([event]) => event.startsWith('models.'))
    .map(([event, payload]) => {
      const { done, total, ...rest } = payload as ModelProgress
      expect(rest).toEqual({ runId, work })
      return event === 'models.ended' ? 'ended' : [done, total]
    })
}

function trainingPicture(): number {
  const { store, datasetId } = dataset
  return store.pictures.samples(datasetId, 'train', store.runs.get(runId).classIds).ids[0]!
}

function fileOf(imageId: number) {
  return { kind: 'path', path: dataset.store.pictures.get(imageId).file } as const
}

describe('a network at work on many pictures', () => {
  it('tells pages how far an evaluation is, and its end', async () => {
    const { images } = await ask('models.evaluate', { runId, split: 'test', crops: 10 })
    const steps = Array.from({ length: Math.ceil(images / 10) }, (_, index) => [
      Math.min(images, 10 * index + 10),
      images,
    ])
    expect(told('evaluation')).toEqual([...steps, 'ended'])
  })

  it('tells how far it is with the training pictures, the first time', async () => {
    const picture = fileOf(trainingPicture())
    const { compared, trainingPictures } = await ask('models.neighbours', { runId, picture })
    expect(compared).toBe(trainingPictures)
    const steps = Array.from({ length: Math.ceil(compared / 100) }, (_, index) => [
      Math.min(compared, 100 * index + 100),
      compared,
    ])
    expect(told('comparison')).toEqual([...steps, 'ended'])
    heard = []
    await ask('models.neighbours', { runId, picture })
    expect(told('comparison')).toEqual(['ended'])
  })

  it('answers a picture of a dataset as it answers its file, and does not name it as like itself', async () => {
    const imageId = trainingPicture()
    const [kept, file] = [{ kind: 'image', imageId } as const, fileOf(imageId)]
    expect(await ask('models.occlusion', { runId, picture: kept })).toEqual(
      await ask('models.occlusion', { runId, picture: file }),
    )
    const [itself, ...others] = (await ask('models.neighbours', { runId, picture: file, count: 4 })).pictures
    expect(itself).toMatchObject({ id: imageId, distance: expect.closeTo(0, 3) as number })
    expect((await ask('models.neighbours', { runId, picture: kept, count: 3 })).pictures).toEqual(others)
    const gone = { runId, picture: { kind: 'image', imageId: 999_999 } }
    expect(await api.call('models.occlusion', gone)).toMatchObject({ ok: false, code: 'not-found' })
  })

  it('suggests labels, which are accepted by one step and taken back by another', async () => {
    const { store, datasetId } = dataset
    const { classIds, name } = store.runs.get(runId)
    const imageIds = [...store.pictures.samples(datasetId, 'validation', classIds).ids.slice(0, 5)]
    await ask('images.label', { datasetId, imageIds, classId: null })
    expect(await ask('models.suggest', { runId })).toEqual({ datasetId, images: 5 })
    expect(told('suggestion')).toEqual([[5, 5], 'ended'])
    const filter = { classId: null, suggestedBy: runId }
    const { ids } = await ask('images.ids', { datasetId, filter, sort: { by: 'certainty', descending: true } })
    const { items } = await ask('images.get', { datasetId, imageIds: ids, answersOf: runId })
    const probabilities = items.map(({ answer }) => answer!.probability!)
    expect(probabilities).toEqual(probabilities.toSorted((one, other) => other - one))
    expect((await ask('images.get', { datasetId, imageIds })).items[0]).not.toHaveProperty('answer')

    const others = [...store.pictures.samples(datasetId, 'train', classIds).ids.slice(0, 2)]
    expect(await ask('images.accept', { datasetId, runId, imageIds: [...ids, ...others] })).toEqual({ changed: 5 })
    const labelled = await ask('images.get', { datasetId, imageIds: ids })
    expect(labelled.items.map(({ classId }) => classId)).toEqual(items.map(({ answer }) => answer!.classId))
    const { act } = await ask('history.undo', { datasetId })
    expect(act).toMatchObject({ kind: 'accept', pictures: 5, names: [name] })
    expect((await ask('images.ids', { datasetId, filter })).ids.toSorted()).toEqual(imageIds.toSorted())
    await ask('history.undo', { datasetId })
  })

  it('does not label the test that it was measured by, unless a person insists', async () => {
    const { store, datasetId } = dataset
    await ask('models.evaluate', { runId, split: 'test' })
    const { ids: imageIds } = await ask('images.ids', { datasetId, filter: { mistakesOf: runId, split: 'test' } })
    expect(imageIds.length).toBeGreaterThan(0)
    const locked = await api.call('images.accept', { datasetId, runId, imageIds })
    expect(locked).toMatchObject({ ok: false, code: 'conflict' })
    expect(await ask('images.accept', { datasetId, runId, imageIds, insist: true })).toEqual({
      changed: imageIds.length,
    })
    expect(store.pictures.ids(datasetId, { mistakesOf: runId, split: 'test' })).toEqual([])
    await ask('history.undo', { datasetId })
  })

  it('tells the end of what was cancelled too', async () => {
    const abort = new AbortController()
    const call = api.call('models.evaluate', { runId, split: 'validation', crops: 10 }, abort.signal)
    abort.abort()
    expect(await call).toMatchObject({ ok: false, code: 'cancelled' })
    expect(told('evaluation').at(-1)).toBe('ended')
  })
})
