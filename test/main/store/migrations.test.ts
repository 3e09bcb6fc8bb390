import SQLite, { type Database } from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { migrate, migrations } from '../../../main/store/migrate.ts'

/** A database in memory, brought to a version. */
function migratedTo(version: number): Database {
  const database = new SQLite(':memory:')
  database.pragma('foreign_keys = ON')
  migrate(database, version)
  return database
}

function tables(database: Database): string[] {
  const rows = database.prepare<[], { name: string; strict: number }>('PRAGMA table_list').all()
  const own = rows.filter((row) => !row.name.startsWith('sqlite_'))
  expect(own.every((row) => row.strict === 1)).toBe(true)
  return own.map((row) => row.name).sort()
}

const addDataset = "INSERT INTO datasets (id, name, createdAt) VALUES (1, 'cats', 0)"
const addSource = "INSERT INTO sources (id, datasetId, folder) VALUES (1, 1, '/cats')"
const addClass = "INSERT INTO classes (id, datasetId, name) VALUES (7, 1, 'cat')"
const addPicture = `INSERT INTO pictures (datasetId, sourceId, path, classId, split, bytes, modifiedAt, width, height,
  sha256, pixelIndex) VALUES (1, 1, 'a.jpg', 7, 'train', 1, 1, 1, 1, zeroblob(32), 0)`

describe('migrate', () => {
  it('numbers migrations in ascending order', () => {
    const versions = migrations.map((migration) => migration.version)
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b))
  })

  it('applies what is missing, and nothing twice', () => {
    const database = migratedTo(10)
    database.exec(addDataset)
    migrate(database)
    migrate(database)
    expect(database.pragma('user_version', { simple: true })).toBe(migrations.at(-1)!.version)
    expect(database.prepare('SELECT name FROM datasets').all()).toEqual([{ name: 'cats' }])
  })
})

describe('0010 datasets', () => {
  it('makes its tables, all strict', () => {
    expect(tables(migratedTo(10))).toEqual([
      'classes',
      'datasets',
      'labelBatches',
      'labelChanges',
      'pictures',
      'problems',
      'sources',
      'tallies',
    ])
  })

  it('counts pictures as they come, change and go', () => {
    const database = migratedTo(10)
    const tallies = () => database.prepare('SELECT classId, split, images FROM tallies ORDER BY classId').raw().all()
    for (const statement of [addDataset, addSource, addClass, addPicture]) database.exec(statement)
    expect(tallies()).toEqual([[7, 'train', 1]])
    database.exec('UPDATE pictures SET classId = NULL')
    expect(tallies()).toEqual([
      [0, 'train', 1],
      [7, 'train', 0],
    ])
    database.exec('DELETE FROM pictures')
    expect(tallies()).toEqual([
      [0, 'train', 0],
      [7, 'train', 0],
    ])
  })

  it('refuses the same file of a source twice', () => {
    const database = migratedTo(10)
    for (const statement of [addDataset, addSource, addClass, addPicture]) database.exec(statement)
    expect(() => database.exec(addPicture)).toThrow('UNIQUE')
  })
})

describe('0020 runs', () => {
  it('makes its tables beside the older ones', () => {
    expect(tables(migratedTo(20))).toEqual(expect.arrayContaining(['epochs', 'evaluations', 'runs', 'steps']))
  })

  it('keeps runs whose dataset is removed', () => {
    const database = migratedTo(20)
    database.exec(addDataset)
    database.exec(`INSERT INTO runs (name, datasetId, datasetName, status, createdAt, settings, classNames, classIds)
      VALUES ('first', 1, 'cats', 'waiting', 0, '{}', '[]', '[]')`)
    database.exec('DELETE FROM datasets')
    expect(database.prepare('SELECT datasetId, datasetName FROM runs').all()).toEqual([
      { datasetId: null, datasetName: 'cats' },
    ])
    expect(() => database.exec("UPDATE runs SET status = 'odd'")).toThrow('CHECK')
  })
})

describe('0030 checkpoints', () => {
  it('makes its tables, and begins checkpoints incomplete', () => {
    const database = migratedTo(30)
    expect(tables(database)).toEqual(expect.arrayContaining(['checkpoints', 'chunks', 'tensors']))
    const column = "SELECT dflt_value AS value FROM pragma_table_info('checkpoints') WHERE name = 'complete'"
    expect(database.prepare(column).get()).toEqual({ value: '0' })
  })
})

describe('0042 organise', () => {
  it('keeps labels that people changed as acts that can be undone, and counts anew', () => {
    const database = migratedTo(41)
    for (const statement of [addDataset, addSource, addClass, addPicture]) database.exec(statement)
    database.exec(`
      INSERT INTO classes (id, datasetId, name) VALUES (8, 1, 'dog');
      INSERT INTO labelBatches VALUES (1, 1, 'import', 100), (2, 1, 'person', 200);
      INSERT INTO labelChanges VALUES (1, 1, NULL, 8), (2, 1, 8, 7)`)
    migrate(database, 42)
    const rows = (text: string) => database.prepare(text).all()
    expect(rows('SELECT id, author, kind, doneAt, names, pictures, state FROM acts')).toEqual([
      { id: 2, author: 'person', kind: 'label', doneAt: 200, names: '["cat"]', pictures: 1, state: 'done' },
    ])
    expect(rows('SELECT * FROM changes')).toEqual([{ actId: 2, field: 'classId', pictureId: 1, before: 8, after: 7 }])
    expect(rows('SELECT id, position, key FROM classes')).toEqual([
      { id: 7, position: 7, key: '1' },
      { id: 8, position: 8, key: '2' },
    ])
    expect(rows('SELECT classId, split, excluded, images FROM tallies')).toEqual([
      { classId: 7, split: 'train', excluded: 0, images: 1 },
    ])
    expect(rows('SELECT checkedTo, drawnTo FROM datasets')).toEqual([{ checkedTo: 0, drawnTo: 1 }])
  })
})

describe('0050 run control', () => {
  it('keeps runs with their measurements, status and numbers, and fills in their new settings', () => {
    const database = migratedTo(42)
    database.exec(addDataset)
    const old = '{"schedule":"cosine","epochs":10,"batch":8}'
    database.exec(`INSERT INTO runs (id, name, datasetId, datasetName, status, createdAt, settings, classNames,
      classIds, normalisation) VALUES (3, 'first', 1, 'cats', 'stopped', 0, '${old}', '[]', '[]', '{"scale":2}');
      INSERT INTO steps VALUES (3, 1, 2.5, 0.1)`)
    migrate(database, 50)
    const row = database.prepare<[], { status: string; settings: string }>('SELECT status, settings FROM runs').get()!
    expect(row.status).toBe('stopped')
    expect(JSON.parse(row.settings)).toMatchObject({
      ...{ schedule: 'cosine', epochs: 10, batch: 8, warmupEpochs: 0.5, stepEpochs: 3, biasDecay: true },
      ...{ earlyStopping: null, switches: {}, mean: 'channel' },
    })
    expect(database.prepare('SELECT normalisation, covariance FROM runInputs').all()).toEqual([
      { normalisation: '{"scale":2}', covariance: null },
    ])
    expect(database.prepare('SELECT step FROM steps').all()).toEqual([{ step: 1 }])
    database.exec("UPDATE runs SET status = 'paused'")
    expect(() => database.exec("UPDATE runs SET status = 'odd'")).toThrow('CHECK')
  })
})

describe('0070 usage', () => {
  it('keeps epochs, which do not tell what they took', () => {
    const database = migratedTo(60)
    database.exec(addDataset)
    database.exec(`INSERT INTO runs (id, name, datasetId, datasetName, createdAt, settings, classNames, classIds)
      VALUES (3, 'first', 1, 'cats', 0, '{}', '[]', '[]');
      INSERT INTO epochs VALUES (3, 1, 10, 1.5, 0.5, 0.1, NULL, NULL, NULL, 0.01, 100, 12, 0.05)`)
    migrate(database, 70)
    expect(database.prepare('SELECT step, seconds, memoryBytes, gpuLoad FROM epochs').all()).toEqual([
      { step: 10, seconds: 12, memoryBytes: null, gpuLoad: null },
    ])
  })
})

describe('0080 files', () => {
  it('parts pictures from their files, with everything that names them', () => {
    const database = migratedTo(70)
    for (const statement of [addDataset, addSource, addClass, addPicture]) database.exec(statement)
    database.exec(`
      UPDATE pictures SET excluded = 1, fixed = 1, gone = 1, conversions = '["grey to RGB"]';
      INSERT INTO fingerprints VALUES (1, 300, zeroblob(296));
      INSERT INTO duplicates VALUES (1, 1, 1, NULL);
      UPDATE sqlite_sequence SET seq = 9 WHERE name = 'pictures'`)
    migrate(database, 80)
    const rows = (text: string) => database.prepare(text).all()
    expect(rows('SELECT id, classId, split, fixed, excluded, pixelIndex, length(content), look FROM pictures')).toEqual(
      [{ id: 1, classId: 7, split: 'train', fixed: 1, excluded: 1, pixelIndex: 0, 'length(content)': 8, look: 300 }],
    )
    expect(rows('SELECT pictureId, path, conversions, gone FROM files')).toEqual([
      { pictureId: 1, path: 'a.jpg', conversions: '["grey to RGB"]', gone: 1 },
    ])
    expect(rows('SELECT * FROM tallies WHERE images > 0')).toEqual([
      { datasetId: 1, excluded: 1, classId: 7, split: 'train', images: 1 },
    ])
    expect(rows("SELECT seq FROM sqlite_sequence WHERE name = 'pictures'")).toEqual([{ seq: 9 }])
    expect(database.pragma('foreign_key_check')).toEqual([])
    database.exec('DELETE FROM classes')
    expect(rows('SELECT classId FROM pictures')).toEqual([{ classId: null }])
    database.exec('DELETE FROM pictures')
    for (const table of ['files', 'fingerprints', 'duplicates']) expect(rows(`SELECT * FROM ${table}`)).toEqual([])
    expect(rows('SELECT sum(images) AS images FROM tallies')).toEqual([{ images: 0 }])
  })

  it('forgets what a picture looked like once its file is another', () => {
    const database = migratedTo(70)
    for (const statement of [addDataset, addSource, addClass, addPicture]) database.exec(statement)
    database.exec('INSERT INTO fingerprints VALUES (1, 300, zeroblob(296)); UPDATE datasets SET checkedTo = 1')
    migrate(database, 80)
    database.exec("UPDATE files SET sha256 = x'" + 'ab'.repeat(32) + "'")
    const rows = (text: string) => database.prepare(text).all()
    expect(rows('SELECT hex(content) AS content, look FROM pictures')).toEqual([
      { content: 'AB'.repeat(8), look: null },
    ])
    expect(rows('SELECT * FROM fingerprints')).toEqual([])
    expect(rows('SELECT checkedTo FROM datasets')).toEqual([{ checkedTo: 0 }])
  })
})

describe('0090 moves', () => {
  it('keeps splits as numbers and what acts changed as lists, with everything that names pictures', () => {
    const database = migratedTo(70)
    for (const statement of [addDataset, addSource, addClass, addPicture]) database.exec(statement)
    database.exec(addPicture.replace("'a.jpg'", "'b.jpg'"))
    database.exec(`
      UPDATE pictures SET split = 'test' WHERE id = 1;
      INSERT INTO fingerprints VALUES (1, 300, zeroblob(296));
      INSERT INTO acts (id, datasetId, author, kind, doneAt, state) VALUES (5, 1, 'person', 'move', 0, 'done');
      INSERT INTO changes VALUES (5, 'split', 1, 'train', 'test'), (5, 'split', 2, 'train', 'test'),
        (5, 'classId', 2, NULL, 7);
      UPDATE sqlite_sequence SET seq = 9 WHERE name = 'pictures'`)
    migrate(database, 90)
    const rows = (text: string) => database.prepare(text).all()
    expect(rows('SELECT id, splitNumber, split FROM pictures')).toEqual([
      { id: 1, splitNumber: 2, split: 'test' },
      { id: 2, splitNumber: 0, split: 'train' },
    ])
    expect(rows('SELECT actId, field, before, after, pictures FROM changes ORDER BY field')).toEqual([
      { actId: 5, field: 'classId', before: null, after: 7, pictures: '[2]' },
      { actId: 5, field: 'splitNumber', before: 0, after: 2, pictures: '[1,2]' },
    ])
    expect(rows('SELECT split, images FROM tallies WHERE images > 0 ORDER BY split')).toEqual([
      { split: 'test', images: 1 },
      { split: 'train', images: 1 },
    ])
    expect(rows("SELECT seq FROM sqlite_sequence WHERE name = 'pictures'")).toEqual([{ seq: 9 }])
    expect(rows('SELECT pictureId FROM fingerprints')).toEqual([{ pictureId: 1 }])
    expect(database.pragma('foreign_key_check')).toEqual([])
    database.exec('DELETE FROM pictures')
    for (const table of ['files', 'fingerprints']) expect(rows(`SELECT * FROM ${table}`)).toEqual([])
  })
})
