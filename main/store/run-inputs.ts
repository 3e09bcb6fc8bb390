/** What a run trains on, as it was when it began: pictures in order, labels, and how bytes become numbers. */
import type { Database } from 'better-sqlite3'
import { Failure } from '../lib/failure.ts'

/** Two parallel columns. */
export interface SampleColumns {
  /** Record of each picture in the dataset's pixel file. */
  readonly pixelIndices: Float64Array
  /** Position of each picture's class among the run's classes. */
  readonly labels: Int32Array
}

export interface RunNormalisation {
  /** By channel, or a mean picture [crop, crop, 3]. */
  readonly mean: readonly number[]
  readonly scale: number
}

export interface RunInputs {
  readonly normalisation: RunNormalisation
  /** Of red, green and blue over the training pixels. */
  readonly covariance: readonly (readonly number[])[]
  readonly training: SampleColumns
  readonly validation: SampleColumns
}

export interface RunInputStore {
  set(runId: number, inputs: RunInputs): void
  /** `null` before the first start. */
  get(runId: number): RunInputs | null
  normalisation(runId: number): RunNormalisation | null
  /** As `normalisation`; throws `Failure('not-found')` where there is none. */
  knownNormalisation(runId: number): RunNormalisation
  /** Of a run that has not begun and whose first weights want it. */
  setNormalisation(runId: number, normalisation: RunNormalisation): void
  /** Gives a run the inputs of another. */
  copy(fromRunId: number, toRunId: number): void
}

interface Stored {
  readonly normalisation: string
  readonly covariance: string | null
  readonly trainingRecords: Buffer | null
  readonly trainingLabels: Buffer | null
  readonly validationRecords: Buffer | null
  readonly validationLabels: Buffer | null
}

export function runInputStore(database: Database): RunInputStore {
  const columns = 'normalisation, covariance, trainingRecords, trainingLabels, validationRecords, validationLabels'
  const insert = database.prepare<[Stored & { runId: number }]>(`
    INSERT OR REPLACE INTO runInputs (runId, ${columns}) VALUES (@runId, @normalisation, @covariance,
      @trainingRecords, @trainingLabels, @validationRecords, @validationLabels)`)
  const select = database.prepare<[number], Stored>(`SELECT ${columns} FROM runInputs WHERE runId = ?`)
  const selectNormalisation = database.prepare<[number], Pick<Stored, 'normalisation'>>(
    'SELECT normalisation FROM runInputs WHERE runId = ?',
  )
  const insertNormalisation = database.prepare<[number, string]>(
    'INSERT INTO runInputs (runId, normalisation) VALUES (?, ?)',
  )
  const copy = database.prepare<[{ from: number; to: number }]>(
    `INSERT INTO runInputs (runId, ${columns}) SELECT @to, ${columns} FROM runInputs WHERE runId = @from`,
  )
  function normalisation(runId: number): RunNormalisation | null {
    const row = selectNormalisation.get(runId)
    return row ? (JSON.parse(row.normalisation) as RunNormalisation) : null
  }

  return {
    set(runId, { normalisation, covariance, training, validation }) {
      insert.run({
        runId,
        normalisation: JSON.stringify(normalisation),
        covariance: JSON.stringify(covariance),
        trainingRecords: bytesOf(training.pixelIndices),
        trainingLabels: bytesOf(training.labels),
        validationRecords: bytesOf(validation.pixelIndices),
        validationLabels: bytesOf(validation.labels),
      })
    },
    get(runId) {
      const row = select.get(runId)
      if (!row?.covariance) return null
      return {
        normalisation: JSON.parse(row.normalisation) as RunNormalisation,
        covariance: JSON.parse(row.covariance) as number[][],
        training: columnsOf(row.trainingRecords, row.trainingLabels),
        validation: columnsOf(row.validationRecords, row.validationLabels),
      }
    },
    normalisation,
    knownNormalisation(runId) {
      const known = normalisation(runId)
      if (known) return known
      throw new Failure('not-found', `Run ${String(runId)} has not begun to train yet.`)
    },
    setNormalisation: (runId, normalisation) => void insertNormalisation.run(runId, JSON.stringify(normalisation)),
    copy: (from, to) => void copy.run({ from, to }),
  }
}

function bytesOf(numbers: Float64Array | Int32Array): Buffer {
  return Buffer.from(Int32Array.from(numbers).buffer)
}

function numbersOf(bytes: Buffer | null): Int32Array {
  return new Int32Array(new Uint8Array(bytes ?? []).buffer)
}

function columnsOf(records: Buffer | null, labels: Buffer | null): SampleColumns {
  return { pixelIndices: Float64Array.from(numbersOf(records)), labels: numbersOf(labels) }
}
