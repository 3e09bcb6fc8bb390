import { describe, expect, it } from 'vitest'
import { splits, type Split } from '../../../../preload/contract/index.ts'
import { drawSplits, type DrawOptions } from '../../../../main/dataset/splits/draw.ts'
import { sha256 } from '../../../../main/image/source.ts'
import type { SplitColumns } from '../../../../main/store/splits.ts'

const shares = { validationShare: 0.1, testShare: 0.2, splitSeed: 0 }
const open: DrawOptions = { settledTo: 0, testLocked: false }

interface Row {
  readonly id: number
  readonly classId: number
  readonly split: Split
  readonly fixed: boolean
  readonly sha256: Uint8Array
  readonly groupId: number | null
}

function row(id: number, more: Partial<Row> = {}): Row {
  const content = sha256(Buffer.from(`picture ${id}`))
  return { id, classId: 1, split: 'train', fixed: false, sha256: content, groupId: null, ...more }
}

const rows = (count: number, more: (id: number) => Partial<Row> = () => ({})) =>
  Array.from({ length: count }, (_, place) => row(place + 1, more(place + 1)))

function columnsOf(of: readonly Row[]): SplitColumns {
  return {
    ids: of.map(({ id }) => id),
    classIds: of.map(({ classId }) => classId),
    splits: Uint8Array.from(of, ({ split }) => splits.indexOf(split)),
    fixed: Uint8Array.from(of, ({ fixed }) => Number(fixed)),
    contents: Buffer.concat(of.map((one) => one.sha256.subarray(0, 8))),
    groups: new Map(of.flatMap(({ id, groupId }) => (groupId === null ? [] : [[id, groupId] as const]))),
  }
}

/** Rows as they are after the moves. */
function drawn(before: readonly Row[], options = open, by = shares): Row[] {
  const after = drawSplits(columnsOf(before), by, options)
  return before.map((one, place) => ({ ...one, split: splits[after[place]!]! }))
}

const count = (of: readonly Row[], split: Split, classId = 1) =>
  of.filter((one) => one.split === split && one.classId === classId).length

describe('drawSplits', () => {
  it('divides every class by the very shares', () => {
    const after = drawn(rows(300, (id) => ({ classId: id <= 200 ? 1 : 2 })))
    expect([count(after, 'test', 1), count(after, 'validation', 1)]).toEqual([40, 20])
    expect([count(after, 'test', 2), count(after, 'validation', 2)]).toEqual([20, 10])
  })

  it('holds out the share of many small classes together, and leaves each something to train on', () => {
    const after = drawn(rows(400, (id) => ({ classId: Math.ceil(id / 4) })))
    const sum = (split: Split) => after.filter((one) => one.split === split).length
    expect([sum('test'), sum('validation')]).toEqual([80, 40])
    for (let classId = 1; classId <= 100; classId++) expect(count(after, 'train', classId)).toBeGreaterThan(0)
    const single = drawn(rows(10, (id) => ({ classId: id })))
    expect(single.every((one) => one.split === 'train')).toBe(true)
  })

  it('depends on contents and the seed, not on the order of import', () => {
    const before = rows(100)
    const ids = (seed: number, of: readonly Row[]) => {
      const after = drawn(of, open, { ...shares, splitSeed: seed })
      return new Set(after.filter(({ split }) => split === 'test').map((one) => one.id))
    }
    expect(ids(0, before)).toEqual(ids(0, before.toReversed()))
    expect(ids(0, before)).not.toEqual(ids(1, before))
  })

  it('leaves what is settled when pictures are added, and divides these so that the whole has the shares', () => {
    const first = drawn(rows(100))
    const after = drawn([...first, ...rows(200).slice(100)], { settledTo: 100, testLocked: false })
    expect(after.slice(0, 100)).toEqual(first)
    expect([count(after, 'test'), count(after, 'validation')]).toEqual([40, 20])
  })

  it('keeps groups of duplicates together', () => {
    const after = drawn(rows(400, (id) => ({ groupId: id - ((id - 1) % 4) })))
    for (let start = 0; start < 400; start += 4) {
      expect(new Set(after.slice(start, start + 4).map(({ split }) => split)).size).toBe(1)
    }
    expect([count(after, 'test'), count(after, 'validation')]).toEqual([80, 40])
  })

  it('puts a new duplicate where the first of its group is, whatever its own draw', () => {
    const before = [row(1, { split: 'test', groupId: 1 }), row(2), row(3, { groupId: 1 }), row(4, { groupId: 1 })]
    const after = drawn(before, { settledTo: 2, testLocked: false })
    expect(after.map(({ split }) => split)).toEqual(['test', 'train', 'test', 'test'])
  })

  it('moves nothing that is fixed, and the duplicates of that to it', () => {
    const before = [
      row(1, { split: 'validation', fixed: true, groupId: 1 }),
      row(2, { groupId: 1 }),
      row(3, { split: 'test', fixed: true, groupId: 3 }),
      row(4, { split: 'train', fixed: true, groupId: 3 }),
      row(5, { groupId: 3 }),
    ]
    expect(drawn(before).map(({ split }) => split)).toEqual(['validation', 'validation', 'test', 'train', 'test'])
  })

  it('neither adds to locked test pictures nor takes from them', () => {
    const first = drawn(rows(100))
    const more = rows(200).slice(100)
    const after = drawn([...first, ...more], { settledTo: 100, testLocked: true })
    expect(after.filter(({ split }) => split === 'test').map(({ id }) => id)).toEqual(
      first.filter(({ split }) => split === 'test').map(({ id }) => id),
    )
    expect(count(after, 'validation')).toBe(18)
  })

  it('draws what it has always drawn', () => {
    const before = rows(3000, (id) => ({
      classId: id % 7,
      groupId: id % 5 === 0 ? id - (id % 15) : null,
      fixed: id % 50 === 0,
      split: splits[id % 3]!,
    }))
    const digest = (options: DrawOptions) => {
      const after = drawn(before, options, { ...shares, splitSeed: 11 })
      const moved = after.filter((one, place) => one.split !== before[place]!.split)
      const moves = splits.map(
        (split) => [split, moved.filter((one) => one.split === split).map(({ id }) => id)] as const,
      )
      const filled = moves.filter(([, ids]) => ids.length > 0)
      return sha256(Buffer.from(JSON.stringify(filled)))
        .subarray(0, 4)
        .toString('hex')
    }
    expect(digest(open)).toBe('e30a9783')
    expect(digest({ settledTo: 2000, testLocked: true })).toBe('4e9d7453')
  })

  it('draws two hundred thousand quickly', () => {
    const contents = Buffer.alloc(8 * 200_000)
    for (let id = 0; id < 200_000; id++) contents.writeUInt32BE(Math.imul(id, 0x9e3779b1) >>> 0, 8 * id)
    const ids = Array.from({ length: 200_000 }, (_, id) => id)
    const columns: SplitColumns = {
      ids,
      classIds: ids.map((id) => id % 1000),
      splits: new Uint8Array(ids.length),
      fixed: new Uint8Array(ids.length),
      contents,
      groups: new Map(),
    }
    const begun = performance.now()
    expect(drawSplits(columns, shares, open).filter((split) => split > 0)).toHaveLength(60_000)
    expect(performance.now() - begun).toBeLessThan(1000)
  })
})
