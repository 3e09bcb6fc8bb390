import { beforeEach, describe, expect, it } from 'vitest'
import { exclude, moveTo, redraw, settleSplits, splitState } from '../../../../main/dataset/splits/change.ts'
import { sha256 } from '../../../../main/image/source.ts'
import type { Store } from '../../../../main/store/store.ts'
import { temporaryStore } from '../../../support/workspace.ts'

let store: Store
let pets: number
let cat: number
let added = 0

beforeEach(async () => {
  store = await temporaryStore()
  pets = store.datasets.create('pets', { validationShare: 0.1, testShare: 0.2, splitSeed: 0 })
  cat = store.datasets.ensureClass(pets, 'cat')
  added = 0
})

function add(count: number, fixed = false): void {
  const source = { kind: 'folder', path: `/${added}`, folder: `/${added}`, options: {} } as const
  const sourceId = store.sources.add(pets, { ...source, split: fixed ? 'train' : null })
  const pictures = Array.from({ length: count }, () => {
    const name = `${added++}.jpg`
    const file = { sourceId, path: name, bytes: 1, modifiedAt: 0, width: 40, height: 40, pixelIndex: added }
    return { ...file, classId: cat, split: 'train' as const, sha256: sha256(Buffer.from(name)), conversions: [] }
  })
  store.pictures.add(pets, pictures, [])
}

const counts = () => store.datasets.classes(pets)[0]!.counts
const test = () => store.pictures.ids(pets, { split: 'test' })

function evaluate(): void {
  const run = { name: 'first', datasetId: pets, settings: {} as never, classNames: ['cat'], classIds: [cat] }
  const runId = store.runs.create(run)
  const measured = { loss: 1, top1Error: 0.5, top5Error: 0.1, images: 2, seconds: 1 }
  store.runs.addEvaluation({ runId, split: 'test', crops: 1, ...measured })
}

describe('splits', () => {
  it('are settled by the shares, and stay when more pictures come', () => {
    add(100)
    expect(settleSplits(store, pets)).toBe(30)
    expect(counts()).toEqual({ train: 70, validation: 10, test: 20 })
    const before = test()
    add(50)
    settleSplits(store, pets)
    expect(counts()).toEqual({ train: 105, validation: 15, test: 30 })
    expect(test().filter((id) => id <= 100)).toEqual(before)
    expect(settleSplits(store, pets)).toBe(0)
    expect(store.history.state(pets).undo).toBeNull()
  })

  it('are drawn anew by other shares, without those that are fixed, and undone', () => {
    add(100)
    add(20, true)
    settleSplits(store, pets)
    const before = counts()
    expect(redraw(store, pets, { validationShare: 0.25, testShare: 0.25, splitSeed: 4 }, false)).toBeGreaterThan(20)
    expect(counts()).toEqual({ train: 60, validation: 30, test: 30 })
    expect(store.pictures.ids(pets, { split: 'train' }).filter((id) => id > 100)).toHaveLength(20)
    expect(splitState(store, pets)).toMatchObject({ validationShare: 0.25, testShare: 0.25, seed: 4, fixed: 20 })
    expect(store.history.undo(pets)).toMatchObject({ kind: 'drawSplits' })
    expect(counts()).toEqual(before)
    const tooMuch = { validationShare: 0.5, testShare: 0.5, splitSeed: 0 }
    expect(() => redraw(store, pets, tooMuch, false)).toThrow('at most nine tenths')
  })

  it('put the pictures that a person chose where they were told, and keep them there', () => {
    add(50)
    settleSplits(store, pets)
    moveTo(store, pets, [1, 2, 3], 'validation', false)
    redraw(store, pets, { validationShare: 0, testShare: 0, splitSeed: 0 }, false)
    expect(store.pictures.ids(pets, { split: 'validation' })).toEqual([1, 2, 3])
  })

  it('are locked where a run was measured on the test pictures, unless a person insists', () => {
    add(100)
    settleSplits(store, pets)
    const before = test()
    evaluate()
    expect(splitState(store, pets).testLockedBy).toMatchObject({ name: 'first' })
    const locked = 'The test pictures are locked, because “first” was measured on them'
    const [train] = store.pictures.ids(pets, { split: 'train' }) as [number]
    expect(() => moveTo(store, pets, [before[0]!], 'train', false)).toThrow(locked)
    expect(() => moveTo(store, pets, [train], 'test', false)).toThrow(locked)
    expect(() => redraw(store, pets, { validationShare: 0.1, testShare: 0.3, splitSeed: 0 }, false)).toThrow(locked)
    expect(moveTo(store, pets, [train], 'validation', false)).toBe(1)
    expect(redraw(store, pets, { validationShare: 0.3, testShare: 0.2, splitSeed: 0 }, false)).toBeGreaterThan(0)
    expect(test()).toEqual(before)
    add(100)
    settleSplits(store, pets)
    expect(test()).toEqual(before)
    expect(() => exclude(store, pets, [train, before[0]!], true, false)).toThrow(locked)
    expect(exclude(store, pets, [train], true, false)).toBe(1)
    expect(exclude(store, pets, [before[1]!], true, true)).toBe(1)
    expect(moveTo(store, pets, [before[0]!], 'train', true)).toBe(1)
  })
})
