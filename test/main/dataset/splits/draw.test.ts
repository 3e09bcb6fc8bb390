import { describe, expect, it } from 'vitest'
import type { Split } from '../../../../preload/contract/index.ts'
import { drawSplits, type DrawOptions } from '../../../../main/dataset/splits/draw.ts'
import { sha256 } from '../../../../main/image/source.ts'
import type { SplitRow } from '../../../../main/store/splits.ts'

const shares = { validationShare: 0.1, testShare: 0.2, splitSeed: 0 }
const open: DrawOptions = { isSettled: () => false, testLocked: false }

function row(id: number, more: Partial<SplitRow> = {}): SplitRow {
  const content = sha256(Buffer.from(`picture ${id}`))
  return { id, classId: 1, split: 'train', fixed: 0, sha256: content, groupId: null, ...more }
}

const rows = (count: number, more: (id: number) => Partial<SplitRow> = () => ({})) =>
  Array.from({ length: count }, (_, place) => row(place + 1, more(place + 1)))

/** Rows as they are after the moves. */
function drawn(before: readonly SplitRow[], options = open, by = shares): SplitRow[] {
  const moves = new Map(drawSplits(before, by, options))
  return before.map((one) => ({ ...one, split: moves.get(one.id) ?? one.split }))
}

const count = (of: readonly SplitRow[], split: Split, classId = 1) =>
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
    const ids = (seed: number, of: readonly SplitRow[]) => {
      const after = drawn(of, open, { ...shares, splitSeed: seed })
      return new Set(after.filter(({ split }) => split === 'test').map((one) => one.id))
    }
    expect(ids(0, before)).toEqual(ids(0, before.toReversed()))
    expect(ids(0, before)).not.toEqual(ids(1, before))
  })

  it('leaves what is settled when pictures are added, and divides these so that the whole has the shares', () => {
    const first = drawn(rows(100))
    const isSettled = ({ id }: SplitRow) => id <= 100
    const after = drawn([...first, ...rows(200).slice(100)], { isSettled, testLocked: false })
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
    const isSettled = ({ id }: SplitRow) => id <= 2
    const before = [row(1, { split: 'test', groupId: 1 }), row(2), row(3, { groupId: 1 }), row(4, { groupId: 1 })]
    const after = drawn(before, { isSettled, testLocked: false })
    expect(after.map(({ split }) => split)).toEqual(['test', 'train', 'test', 'test'])
  })

  it('moves nothing that is fixed, and the duplicates of that to it', () => {
    const before = [
      row(1, { split: 'validation', fixed: 1, groupId: 1 }),
      row(2, { groupId: 1 }),
      row(3, { split: 'test', fixed: 1, groupId: 3 }),
      row(4, { split: 'train', fixed: 1, groupId: 3 }),
      row(5, { groupId: 3 }),
    ]
    expect(drawSplits(before, shares, open)).toEqual([
      [2, 'validation'],
      [5, 'test'],
    ])
  })

  it('neither adds to locked test pictures nor takes from them', () => {
    const first = drawn(rows(100))
    const isSettled = ({ id }: SplitRow) => id <= 100
    const more = rows(200).slice(100)
    const after = drawn([...first, ...more], { isSettled, testLocked: true })
    expect(after.filter(({ split }) => split === 'test').map(({ id }) => id)).toEqual(
      first.filter(({ split }) => split === 'test').map(({ id }) => id),
    )
    expect(count(after, 'validation')).toBe(18)
  })

  it('draws two hundred thousand quickly', () => {
    const content = sha256(Buffer.from('x'))
    const many = Array.from({ length: 200_000 }, (_, id): SplitRow => {
      const own = Uint8Array.from(content)
      new DataView(own.buffer).setUint32(0, Math.imul(id, 0x9e3779b1) >>> 0)
      return { id, classId: id % 1000, split: 'train', fixed: 0, sha256: own, groupId: null }
    })
    const begun = performance.now()
    expect(drawSplits(many, shares, open)).toHaveLength(60_000)
    expect(performance.now() - begun).toBeLessThan(5000)
  })
})
