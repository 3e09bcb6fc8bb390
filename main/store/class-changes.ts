/** What acts do to classes: whole rows before and after, so that a class that was removed comes back as it was. */
import type { Database } from 'better-sqlite3'
import { Failure } from '../lib/failure.ts'

/** A class as its row says. */
export interface ClassRecord {
  readonly datasetId: number
  readonly name: string
  /** Classes stand in ascending order of this. */
  readonly position: number
  readonly colour: string | null
  readonly key: string | null
}

interface Change {
  readonly classId: number
  readonly after: string
}

export function classChanger(database: Database) {
  const insert = database.prepare<[{ act: number; classId: number; before: string | null; after: string | null }]>(
    'INSERT INTO classChanges (actId, classId, before, after) VALUES (@act, @classId, @before, @after)',
  )
  const copyOf = (now: string, wanted: string) =>
    database.prepare<[number, number]>(
      `INSERT INTO classChanges (actId, classId, before, after) SELECT ?, classId, ${now}, ${wanted}
       FROM classChanges WHERE actId = ?`,
    )
  const copies = { undo: copyOf('after', 'before'), redo: copyOf('before', 'after') }
  const selectPuts = database.prepare<[number], Change>(
    'SELECT classId, after FROM classChanges WHERE actId = ? AND after IS NOT NULL',
  )
  // A name that changes hands within an act must be free before it is taken.
  const clear = database.prepare<[number]>("UPDATE classes SET name = ' ' || id WHERE id = ?")
  const put = database.prepare<[ClassRecord & { id: number }]>(`
    INSERT INTO classes (id, datasetId, name, position, colour, key)
    VALUES (@id, @datasetId, @name, @position, @colour, @key)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, position = excluded.position, colour = excluded.colour,
      key = excluded.key`)
  const isTaken = database.prepare<[number, string], { id: number }>(
    'SELECT id FROM classes WHERE datasetId = ? AND name = ?',
  )
  const drop = database.prepare<[number]>(
    'DELETE FROM classes WHERE id IN (SELECT classId FROM classChanges WHERE actId = ? AND after IS NULL)',
  )

  return {
    record(act: number, classId: number, before: ClassRecord | null, after: ClassRecord | null): void {
      const text = (record: ClassRecord | null) => (record === null ? null : JSON.stringify(record))
      insert.run({ act, classId, before: text(before), after: text(after) })
    },
    copy: (act: number, of: number, direction: 'undo' | 'redo') => void copies[direction].run(act, of),
    /**
     * Makes classes what they are after the act. Where another class has taken a name, by an import, that is refused with
     * `Failure('conflict')`, or the class gets a name with a number when it comes back by an undo.
     */
    put(act: number, whenTaken: 'refuse' | 'number'): void {
      const changes = selectPuts.all(act)
      for (const { classId } of changes) clear.run(classId)
      for (const { classId, after } of changes) {
        const record = JSON.parse(after) as ClassRecord
        let { name } = record
        for (let number = 2; isTaken.get(record.datasetId, name); number++) {
          if (whenTaken === 'refuse') {
            const text = `There is a class named “${name}” already. Choose another name, or merge the two classes.`
            throw new Failure('conflict', text)
          }
          name = `${record.name} (${number})`
        }
        put.run({ ...record, name, id: classId })
      }
    },
    drop: (act: number) => void drop.run(act),
  }
}
