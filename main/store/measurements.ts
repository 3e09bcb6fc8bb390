/** Reads and writes what runs measured: steps, epochs, evaluations. */
import type { Database } from 'better-sqlite3'
import type { EpochRecord, Evaluation, StepRecord } from '../../preload/contract/index.ts'

interface StoredEpoch {
  readonly epoch: number
  readonly step: number
  readonly trainLoss: number
  readonly trainTop1Error: number
  readonly trainTop5Error: number
  readonly validationLoss: number | null
  readonly validationTop1Error: number | null
  readonly validationTop5Error: number | null
  readonly learningRate: number
  readonly imagesPerSecond: number
  readonly seconds: number
  readonly waitingShare: number
}

export function measurementStore(database: Database) {
  const insertStep = database.prepare<[number, number, number, number]>(
    'INSERT OR REPLACE INTO steps (runId, step, loss, learningRate) VALUES (?, ?, ?, ?)',
  )
  const insertEpoch = database.prepare<[StoredEpoch & { runId: number }]>(`
    INSERT OR REPLACE INTO epochs VALUES (@runId, @epoch, @step, @trainLoss, @trainTop1Error, @trainTop5Error,
      @validationLoss, @validationTop1Error, @validationTop5Error, @learningRate, @imagesPerSecond, @seconds,
      @waitingShare)`)
  const selectEpochs = database.prepare<[number], StoredEpoch>('SELECT * FROM epochs WHERE runId = ? ORDER BY epoch')
  const selectBest = database.prepare<[number], StoredEpoch>(`
    SELECT * FROM epochs WHERE runId = ?
    ORDER BY validationTop1Error IS NULL, ifnull(validationTop1Error, trainTop1Error), ifnull(validationLoss, trainLoss),
      epoch LIMIT 1`)
  const selectSpan = database.prepare<[number, number], { count: number; first: number; last: number }>(
    'SELECT count(*) AS count, min(step) AS first, max(step) AS last FROM steps WHERE runId = ? AND step > ?',
  )
  const selectSteps = database.prepare<[number, number], StepRecord>(
    'SELECT step, loss, learningRate FROM steps WHERE runId = ? AND step > ? ORDER BY step',
  )
  // SQLite takes the bare columns of a query with one min() or max() from the row that holds it.
  const selectExtremes = database.prepare<[ThinningValues], StepRecord>(`
    WITH bucketed AS (
      SELECT step, loss, learningRate, CAST((step - @first) * @buckets / (@last + 1 - @first) AS INTEGER) AS bucket
      FROM steps WHERE runId = @runId AND step > @after
    )
    SELECT step, loss, learningRate FROM (
      SELECT step, min(loss) AS loss, learningRate FROM bucketed GROUP BY bucket
      UNION SELECT step, max(loss), learningRate FROM bucketed GROUP BY bucket
    ) ORDER BY step`)
  const insertEvaluation = database.prepare<[Evaluation]>(`
    INSERT OR REPLACE INTO evaluations (runId, split, crops, loss, top1Error, top5Error, images, seconds)
    VALUES (@runId, @split, @crops, @loss, @top1Error, @top5Error, @images, @seconds)`)
  const selectEvaluations = database.prepare<[number], Evaluation>(`
    SELECT runId, split, crops, loss, top1Error, top5Error, images, seconds FROM evaluations
    WHERE runId = ? ORDER BY split, crops`)

  const forget = (['steps', 'epochs'] as const).map((table) =>
    database.prepare<[number, number]>(`DELETE FROM ${table} WHERE runId = ? AND step > ?`),
  )
  const copySteps = database.prepare<[{ from: number; to: number; step: number }]>(`
    INSERT INTO steps (runId, step, loss, learningRate)
    SELECT @to, step, loss, learningRate FROM steps WHERE runId = @from AND step <= @step`)
  const copyEpochs = database.prepare<[{ from: number; to: number; step: number }]>(`
    INSERT INTO epochs SELECT @to, epoch, step, trainLoss, trainTop1Error, trainTop5Error, validationLoss,
      validationTop1Error, validationTop5Error, learningRate, imagesPerSecond, seconds, waitingShare
    FROM epochs WHERE runId = @from AND step <= @step`)

  return {
    /** Steps that a resumed run repeats replace what they were. */
    addSteps: database.transaction((runId: number, records: readonly StepRecord[]) => {
      for (const { step, loss, learningRate } of records) insertStep.run(runId, step, loss, learningRate)
    }).immediate,
    addEpoch(runId: number, { train, validation, ...record }: EpochRecord): void {
      insertEpoch.run({
        ...record,
        runId,
        trainLoss: train.loss,
        trainTop1Error: train.top1Error,
        trainTop5Error: train.top5Error,
        validationLoss: validation?.loss ?? null,
        validationTop1Error: validation?.top1Error ?? null,
        validationTop5Error: validation?.top5Error ?? null,
      })
    },
    epochs: (runId: number) => selectEpochs.all(runId).map(toRecord),
    /** The epoch of lowest error, of equals the one of lowest loss; one that was not validated only among its like. */
    best(runId: number): EpochRecord | null {
      const best = selectBest.get(runId)
      return best ? toRecord(best) : null
    },
    steps(runId: number, after: number, limit: number): readonly StepRecord[] {
      const { count, first, last } = selectSpan.get(runId, after)!
      if (count <= limit) return selectSteps.all(runId, after)
      return selectExtremes.all({ runId, after, first, last, buckets: Math.floor(limit / 2) })
    },
    forgetAfter: database.transaction((runId: number, step: number) => {
      for (const statement of forget) statement.run(runId, step)
    }).immediate,
    copyMeasurements: database.transaction((from: number, to: number, step: number) => {
      for (const statement of [copySteps, copyEpochs]) statement.run({ from, to, step })
    }).immediate,
    addEvaluation: (evaluation: Evaluation) => void insertEvaluation.run(evaluation),
    evaluations: (runId: number) => selectEvaluations.all(runId),
  }
}

interface ThinningValues {
  readonly runId: number
  readonly after: number
  readonly first: number
  readonly last: number
  readonly buckets: number
}

function toRecord(row: StoredEpoch): EpochRecord {
  const { validationLoss, validationTop1Error, validationTop5Error } = row
  return {
    epoch: row.epoch,
    step: row.step,
    train: { loss: row.trainLoss, top1Error: row.trainTop1Error, top5Error: row.trainTop5Error },
    validation:
      validationLoss === null || validationTop1Error === null || validationTop5Error === null
        ? null
        : { loss: validationLoss, top1Error: validationTop1Error, top5Error: validationTop5Error },
    learningRate: row.learningRate,
    imagesPerSecond: row.imagesPerSecond,
    seconds: row.seconds,
    waitingShare: row.waitingShare,
  }
}
