import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Evaluation } from '../../../preload/contract/index.ts'
import { pixelSide } from '../../../main/image/pixels.ts'
import { preprocess } from '../../../main/image/preprocess.ts'
import { Classifier } from '../../../main/inference/classifier.ts'
import { createEngine } from '../../../main/engine/devices.ts'
import { networkOf } from '../../../main/network/of-settings.ts'
import { centreCrops } from '../../../main/inference/pictures.ts'
import { confusionsOf } from '../../../main/inference/confusions.ts'
import { RunManager } from '../../../main/run/manager.ts'
import type { Child, Launch } from '../../../main/worker/spawn.ts'
import { forkChild } from '../../../main/worker/spawn.ts'
import type { FiguresDataset } from '../../support/figures-dataset.ts'
import { figuresDataset } from '../../support/figures-dataset.ts'

const folder = mkdtempSync(join(tmpdir(), 'classifier-'))
const children: Child[] = []
const launch: Launch = (...options) => {
  const child = forkChild(...options)
  children.push(child)
  return child
}

let dataset: FiguresDataset
let classifier: Classifier
let runId: number

beforeAll(async () => {
  dataset = await figuresDataset(20)
  const { store, datasetId } = dataset
  runId = await trainLenet(store, datasetId)
  classifier = new Classifier({ workspace: store.workspace, launch })
})

afterAll(async () => {
  await classifier.close()
  dataset.remove()
  rmSync(folder, { recursive: true })
})

async function trainLenet(store: FiguresDataset['store'], datasetId: number): Promise<number> {
  const ended = Promise.withResolvers<void>()
  const listener = {
    progress: () => undefined,
    steps: () => undefined,
    epoch: () => undefined,
    diagnoses: () => undefined,
    usage: () => undefined,
    changed: (id: number) => {
      if (!['waiting', 'running'].includes(store.runs.get(id).status)) ended.resolve()
    },
  }
  const manager = new RunManager({ store, launch: forkChild, listener })
  const id = manager.start({ datasetId, settings: { network: 'lenet', epochs: 3, batch: 10, threads: 1 } })
  await ended.promise
  await manager.close()
  return id
}

/** The pictures of a split, with their class' position, in the order of evaluation. */
function pictures(split: 'test' | 'validation') {
  const { store, datasetId } = dataset
  const { ids, labels } = store.pictures.samples(datasetId, split, store.runs.get(runId).classIds)
  return Array.from(ids, (id, index) => {
    const { file } = store.pictures.get(id)
    return { path: file, name: `${String(index)}.png`, label: labels[index]! }
  })
}

describe('Classifier', () => {
  it('agrees with an evaluation of the same files', async () => {
    const files = pictures('test')
    const heard: [number, number][] = []
    const evaluation = await classifier.evaluate(runId, 'test', 1, {
      progress: (done, total) => void heard.push([done, total]),
    })
    const answers = await classifier.classify(runId, files, 10)
    expect(answers.map(({ file }) => file)).toEqual(files.map(({ name }) => name))
    const measured = answers.map((answer, index) => {
      if (!answer.ok) throw new Error(answer.message)
      const rank = answer.predictions.findIndex((prediction) => prediction.index === files[index]!.label)
      return { rank, loss: -Math.log(answer.predictions[rank]!.probability) }
    })
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    expect(evaluation.images).toBe(files.length)
    expect(evaluation.top1Error).toBeCloseTo(mean(measured.map(({ rank }) => Number(rank > 0))), 10)
    expect(evaluation.top5Error).toBeCloseTo(mean(measured.map(({ rank }) => Number(rank > 4))), 10)
    expect(evaluation.loss).toBeCloseTo(mean(measured.map(({ loss }) => loss)), 4)
    expect(heard.at(-1)).toEqual([files.length, files.length])
    expect(dataset.store.runs.evaluations(runId)).toEqual([evaluation])
    const mistakes = dataset.store.pictures.ids(dataset.datasetId, { mistakesOf: runId })
    const { ids } = dataset.store.pictures.samples(dataset.datasetId, 'test', dataset.store.runs.get(runId).classIds)
    expect(mistakes).toEqual([...ids].filter((_, index) => measured[index]!.rank > 0))

    const { classes, counts } = confusionsOf(dataset.store, runId, 'test')
    expect(classes.map(({ name }) => name)).toEqual(dataset.store.runs.get(runId).classNames)
    const named = answers.map((answer, index) => [files[index]!.label, answer.ok ? answer.predictions[0]!.index : -1])
    const inAll = (truth: number, answer: number) => named.filter(([a, b]) => a === truth && b === answer).length
    expect(counts.reduce((sum, { pictures }) => sum + pictures, 0)).toBe(files.length)
    for (const { truth, answer, pictures } of counts) expect(pictures).toBe(inAll(truth, answer))
    const numbers = counts.map(({ pictures }) => pictures)
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a))
    expect(confusionsOf(dataset.store, runId, 'validation').counts).toEqual([])
  })

  it('gives as many classes as asked for, most probable first, with their names', async () => {
    const [answer] = await classifier.classify(runId, pictures('test').slice(0, 1), 3)
    if (!answer?.ok) throw new Error('no answer')
    const { classNames } = dataset.store.runs.get(runId)
    expect(answer.predictions).toHaveLength(3)
    expect(answer.predictions.map(({ name }) => name)).toEqual(answer.predictions.map(({ index }) => classNames[index]))
    const shares = answer.predictions.map(({ probability }) => probability)
    expect(shares).toEqual([...shares].sort((one, other) => other - one))
    expect(answer.milliseconds).toBeGreaterThan(0)
  })

  it('answers the readable files of a drop, and says what is wrong with the others', async () => {
    const [good] = pictures('test')
    const [text, empty, copy] = ['text.jpg', 'empty.png', 'ünïcode ’.png'].map((name) => join(folder, name))
    writeFileSync(text!, 'not a picture')
    writeFileSync(empty!, '')
    copyFileSync(good!.path, copy!)
    const files = [text, empty, copy, join(folder, 'gone.jpg')].map((path, index) => ({
      path: path!,
      name: String(index),
    }))
    const answers = await classifier.classify(runId, files, 5)
    expect(answers.map(({ ok, file }) => [ok, file])).toEqual([
      [false, '0'],
      [false, '1'],
      [true, '2'],
      [false, '3'],
    ])
    expect(answers.map((answer) => (answer.ok ? '' : answer.message))).toEqual([
      expect.stringMatching(/text/),
      expect.stringMatching(/empty/),
      '',
      expect.stringMatching(/gone/),
    ])
  })

  it('maps what each class loses where a grey square hides a part, as files with that square do', async () => {
    const { path } = pictures('test')[0]!
    const { pixels } = await preprocess(path)
    /** LeNet sees 28 of 32 pixels, each of which is 8 of 256; a map has 16 cells, three of which a square covers. */
    const edge = (cell: number) => (Math.round((cell * 28) / 16) + 2) * 8
    const files = []
    for (let row = 0; row < 14; row++) {
      for (let column = 0; column < 14; column++) {
        const hidden = Uint8Array.from(pixels)
        for (let y = edge(row); y < edge(row + 3); y++) {
          hidden.fill(128, (y * pixelSide + edge(column)) * 3, (y * pixelSide + edge(column + 3)) * 3)
        }
        const file = join(folder, `hidden-${String(row)}-${String(column)}.png`)
        await sharp(hidden, { raw: { width: pixelSide, height: pixelSide, channels: 3 } }).toFile(file)
        files.push({ path: file, name: file })
      }
    }
    const answers = await classifier.classify(runId, files, 10)
    const [whole] = await classifier.classify(runId, [{ path, name: 'whole' }], 10)
    if (!whole?.ok) throw new Error('no answer')

    const maps = await classifier.occlusion(runId, { path, name: 'whole' }, 3)
    expect(maps.map(({ index, name }) => ({ index, name }))).toEqual(
      whole.predictions.slice(0, 3).map(({ index, name }) => ({ index, name })),
    )
    for (const { index, probability, lowest, losses } of maps) {
      const hidden = answers.map((answer) => {
        if (!answer.ok) throw new Error(answer.message)
        return answer.predictions.find((prediction) => prediction.index === index)!.probability
      })
      const loss = (row: number, column: number) => probability - hidden[row * 14 + column]!
      const mean = (...all: number[]) => all.reduce((sum, value) => sum + value, 0) / all.length
      // Else the squares would prove nothing.
      expect(Math.max(...hidden) - lowest).toBeGreaterThan(0.0005)
      expect(lowest).toBeCloseTo(Math.min(...hidden), 5)
      expect(losses[0]).toBeCloseTo(loss(0, 0), 5)
      expect(losses[255]).toBeCloseTo(loss(13, 13), 5)
      expect(losses[1]).toBeCloseTo(mean(loss(0, 0), loss(0, 1)), 5)
      const middle = [5, 6, 7].flatMap((row) => [6, 7, 8].map((column) => loss(row, column)))
      expect(losses[7 * 16 + 8]).toBeCloseTo(mean(...middle), 5)
    }
  })

  it('finds the training pictures whose feature vectors are nearest', async () => {
    const { store, datasetId } = dataset
    const run = store.runs.get(runId)
    const network = networkOf(run.settings, run.classNames.length)
    const engine = await createEngine('cpu', { threads: 1 })
    const { id: checkpoint } = store.checkpoints.chosen(runId)
    const predictor = await engine.predictor({
      network,
      normalisation: store.runInputs.knownNormalisation(runId),
      parameters: new Map(store.checkpoints.weights(checkpoint).map((tensor) => [tensor.name, tensor])),
    })
    const featuresOf = async (path: string) => {
      const { pixels } = await preprocess(path)
      return predictor.features(centreCrops(network, [pixels]), 1)
    }

    const { path } = pictures('test')[0]!
    const own = await featuresOf(path)
    expect(own).toHaveLength(84)
    const { ids, labels } = store.pictures.samples(datasetId, 'train', run.classIds)
    const all = []
    for (const [index, id] of ids.entries()) {
      const other = await featuresOf(store.pictures.get(id).file)
      const distance = Math.hypot(...own.map((value, at) => value - other[at]!))
      all.push({ id, className: run.classNames[labels[index]!], distance })
    }
    await predictor.close()
    const nearest = all.toSorted((one, other) => one.distance - other.distance).slice(0, 5)

    const found = await classifier.neighbours(runId, { path, name: 'it' }, 5)
    expect(found).toMatchObject({ datasetId, compared: ids.length, trainingPictures: ids.length })
    expect(found.pictures).toMatchObject(
      nearest.map(({ distance, ...rest }) => ({ ...rest, distance: expect.closeTo(distance, 3) as number })),
    )

    const known = store.pictures.get(ids[7]!)
    const [itself] = (await classifier.neighbours(runId, { path: known.file, name: 'known' }, 1)).pictures
    expect(itself).toMatchObject({ id: ids[7], distance: expect.closeTo(0, 3) as number })
  })

  it('goes on to find them for one who still waits where another gave up', async () => {
    const fresh = new Classifier({ workspace: dataset.store.workspace, launch: forkChild })
    const file = { path: pictures('test')[0]!.path, name: 'it' }
    const abort = new AbortController()
    const given = fresh.neighbours(runId, file, 1, { signal: abort.signal })
    const kept = fresh.neighbours(runId, file, 1)
    abort.abort()
    await expect(given).rejects.toMatchObject({ code: 'cancelled' })
    expect((await kept).pictures).toHaveLength(1)
    await fresh.close()
  })

  it('says which picture cannot be read to be hidden in parts', async () => {
    const gone = { path: join(folder, 'gone.jpg'), name: 'gone.jpg' }
    await expect(classifier.occlusion(runId, gone, 1)).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(/^gone\.jpg cannot be read \(.+\)\.$/) as string,
    })
  })

  it('averages ten crops', async () => {
    const evaluation = await classifier.evaluate(runId, 'validation', 10)
    expect(evaluation).toMatchObject({ runId, split: 'validation', crops: 10, images: pictures('validation').length })
    expect(evaluation.loss).toBeGreaterThan(0)
  })

  it('measures all pictures of a dataset whose classes have the same names, and names those that have not', async () => {
    const { store, datasetId } = dataset
    const parts: Evaluation[] = []
    for (const split of ['train', 'validation', 'test'] as const) parts.push(await classifier.evaluate(runId, split, 1))
    const total = (value: (part: Evaluation) => number) => parts.reduce((sum, part) => sum + value(part), 0)
    const whole = await classifier.evaluateElsewhere(runId, datasetId, 1)
    const images = total((part) => part.images)
    expect(whole).toMatchObject({ runId, datasetName: 'figures', crops: 1, images, unknown: [] })
    expect(whole.top1Error * images).toBeCloseTo(total((part) => part.top1Error * part.images))
    expect(whole.loss * images).toBeCloseTo(
      total((part) => part.loss * part.images),
      2,
    )

    const [first] = store.datasets.classes(datasetId)
    store.classes.rename(datasetId, first!.id, 'something else')
    const rest = await classifier.evaluateElsewhere(runId, datasetId, 1)
    expect(rest).toMatchObject({ images: images - 20, unknown: ['something else'] })
    expect(store.runs.elsewhere(runId)).toEqual([rest])
    store.classes.rename(datasetId, first!.id, first!.name)

    const strange = store.datasets.create('strange')
    await expect(classifier.evaluateElsewhere(runId, strange, 1)).rejects.toMatchObject({
      code: 'invalid-input',
      message: 'No labelled picture of “strange” is of a class that “lenet 1” knows by the same name.',
    })
  })

  it('suggests labels for pictures that have none, as it classifies their files', async () => {
    const { store, datasetId } = dataset
    await expect(classifier.suggest(runId)).rejects.toMatchObject({
      code: 'invalid-input',
      message: 'Every picture of the dataset “figures” has a label.',
    })
    const { classIds } = store.runs.get(runId)
    const ids = [...store.pictures.samples(datasetId, 'train', classIds).ids.slice(0, 7)]
    const labels = new Map(store.pictures.items(datasetId, ids).map(({ id, classId }) => [id, classId]))
    store.pictures.label(datasetId, ids, null)
    try {
      const heard: number[][] = []
      const progress = (...both: [number, number]) => void heard.push(both)
      expect(await classifier.suggest(runId, { progress })).toEqual({ datasetId, images: 7 })
      expect(heard).toEqual([[7, 7]])
      const files = ids.map((id) => ({ path: store.pictures.get(id).file, name: String(id) }))
      const answers = store.answers.of(datasetId, runId, ids)
      for (const [place, classified] of (await classifier.classify(runId, files, 1)).entries()) {
        if (!classified.ok) throw new Error(classified.message)
        const [first] = classified.predictions
        expect(answers.get(ids[place]!)).toEqual({
          classId: classIds[first!.index],
          probability: expect.closeTo(first!.probability, 5) as number,
        })
      }
    } finally {
      for (const [id, classId] of labels) store.pictures.label(datasetId, [id], classId)
    }
  })

  it('says what is missing', async () => {
    await expect(classifier.classify(999, pictures('test'), 5)).rejects.toThrow('There is no run 999')
    const { store, datasetId } = dataset
    const untrained = store.runs.create({ ...store.runs.get(runId), name: 'untrained', datasetId })
    await expect(classifier.evaluate(untrained, 'test', 1)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('can be called off', async () => {
    const abort = new AbortController()
    const call = classifier.evaluate(runId, 'test', 10, { signal: abort.signal })
    abort.abort()
    await expect(call).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('rejects what a dead process leaves unanswered, and begins anew', async () => {
    const call = classifier.evaluate(runId, 'test', 10)
    children.at(-1)!.kill()
    await expect(call).rejects.toThrow('The classifying process ended unexpectedly (signal SIGKILL). Try again.')
    const started = children.length
    expect(await classifier.classify(runId, pictures('test').slice(0, 1), 1)).toHaveLength(1)
    expect(children.length).toBe(started + 1)
  })

  it('ends its process when nothing is asked, and begins another with the next call', async () => {
    const idler = new Classifier({ workspace: dataset.store.workspace, launch, idle: 1 })
    const files = pictures('test').slice(0, 1)
    await idler.classify(runId, files, 1)
    await new Promise<unknown>((resolve) => children.at(-1)!.onExit(resolve))
    expect(await idler.classify(runId, files, 1)).toHaveLength(1)
    await idler.close()
  })
})
