/** Reads and writes what runs measured: steps, epochs, use of the machine, evaluations. */
import type { Database } from 'better-sqlite3'
import type { Elsewhere, EpochRecord, Evaluation, StepRecord, UsageRecord } from '../../preload/contract/index.ts'

interface StoredElsewhere extends Omit<Elsewhere, 'unknown'> {
  /** JSON. */
  readonly unknown: string
}

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
  readonly memoryBytes: number | null
  readonly processorLoad: number | null
  readonly gpuLoad: number | null
  readonly gpuMemoryBytes: number | null
}

const pace = ['imagesPerSecond', 'waitingShare', 'memoryBytes', 'processorLoad', 'gpuLoad', 'gpuMemoryBytes']
/** What is measured after a step, by table: the columns besides the run's. */
const columns = {
  steps: ['step', 'loss', 'learningRate'],
  epochs: [
    ...['epoch', 'step', 'trainLoss', 'trainTop1Error', 'trainTop5Error'],
    ...['validationLoss', 'validationTop1Error', 'validationTop5Error', 'learningRate', 'seconds', ...pace],
  ],
  usage: ['step', ...pace],
}
const tables = ['steps', 'epochs', 'usage'] as const

export function measurementStore(database: Database) {
  /** Inserts a row, in the place of the one of the same step or epoch. */
  const insert = <Row>(table: keyof typeof columns) =>
    database.prepare<[Row & { runId: number }]>(
      `INSERT OR REPLACE INTO ${table} (runId, ${columns[table].join()})
       VALUES (@runId, ${columns[table].map((column) => `@${column}`).join()})`,
    )
  const insertStep = insert<StepRecord>('steps')
  const insertEpoch = insert<StoredEpoch>('epochs')
  const insertUsage = insert<UsageRecord>('usage')
  const selectEpochs = database.prepare<[number], StoredEpoch>('SELECT * FROM epochs WHERE runId = ? ORDER BY epoch')
  const selectBest = database.prepare<[number], StoredEpoch>(`
    SELECT * FROM epochs WHERE runId = ?
    ORDER BY validationTop1Error IS NULL, ifnull(validationTop1Error, trainTop1Error), ifnull(validationLoss, trainLoss),
      epoch LIMIT 1`)
  const selectSpan = database.prepare<[number, number, number], { count: number; first: number; last: number }>(
    'SELECT count(*) AS count, min(step) AS first, max(step) AS last FROM steps WHERE runId = ? AND step > ? AND step <= ?',
  )
  const selectSteps = database.prepare<[number, number, number], StepRecord>(
    'SELECT step, loss, learningRate FROM steps WHERE runId = ? AND step > ? AND step <= ? ORDER BY step',
  )
  // SQLite takes the bare columns of a query with one min() or max() from the row that holds it; `HAVING` leaves out
  // the row of nothing that it makes of no rows.
  const [selectLowest, selectHighest] = (['min', 'max'] as const).map((extreme) =>
    database.prepare<[number, number, number], StepRecord>(
      `SELECT step, ${extreme}(loss) AS loss, learningRate FROM steps WHERE runId = ? AND step > ? AND step <= ?
       HAVING count(*) > 0`,
    ),
  )
  const selectUsage = database.prepare<[{ runId: number; limit: number }], UsageRecord>(`
    SELECT max(step) AS step, avg(imagesPerSecond) AS imagesPerSecond, avg(waitingShare) AS waitingShare,
      max(memoryBytes) AS memoryBytes, avg(processorLoad) AS processorLoad, avg(gpuLoad) AS gpuLoad,
      max(gpuMemoryBytes) AS gpuMemoryBytes
    FROM (
      SELECT *, floor((row_number() OVER (ORDER BY step) - 1) * @limit / max(@limit, count(*) OVER ())) AS bucket
      FROM usage WHERE runId = @runId
    ) GROUP BY bucket ORDER BY bucket`)
  const insertEvaluation = database.prepare<[Evaluation]>(`
    INSERT OR REPLACE INTO evaluations (runId, split, crops, loss, top1Error, top5Error, images, seconds)
    VALUES (@runId, @split, @crops, @loss, @top1Error, @top5Error, @images, @seconds)`)
  const selectEvaluations = database.prepare<[number], Evaluation>(`
    SELECT runId, split, crops, loss, top1Error, top5Error, images, seconds FROM evaluations
    WHERE runId = ? ORDER BY split, crops`)

  const insertElsewhere = database.prepare<[StoredElsewhere]>(`
    INSERT OR REPLACE INTO evaluationsElsewhere
      (runId, datasetName, crops, loss, top1Error, top5Error, images, seconds, unknown)
    VALUES (@runId, @datasetName, @crops, @loss, @top1Error, @top5Error, @images, @seconds, @unknown)`)
  const selectElsewhere = database.prepare<[number], StoredElsewhere>(`
    SELECT runId, datasetName, crops, loss, top1Error, top5Error, images, seconds, unknown FROM evaluationsElsewhere
    WHERE runId = ? ORDER BY datasetName, crops`)

  const forget = tables.map((table) =>
    database.prepare<[number, number]>(`DELETE FROM ${table} WHERE runId = ? AND step > ?`),
  )
  const copy = tables.map((table) =>
    database.prepare<[{ from: number; to: number; step: number }]>(
      `INSERT INTO ${table} (runId, ${columns[table].join()})
       SELECT @to, ${columns[table].join()} FROM ${table} WHERE runId = @from AND step <= @step`,
    ),
  )

  return {
    /** Steps that a resumed run repeats replace what they were. */
    addSteps: database.transaction((runId: number, records: readonly StepRecord[]) => {
      for (const { step, loss, learningRate } of records) insertStep.run({ runId, step, loss, learningRate })
    }).immediate,
    addEpoch(runId: number, { train, validation, usage, ...record }: EpochRecord): void {
      insertEpoch.run({
        ...record,
        runId,
        trainLoss: train.loss,
        trainTop1Error: train.top1Error,
        trainTop5Error: train.top5Error,
        validationLoss: validation?.loss ?? null,
        validationTop1Error: validation?.top1Error ?? null,
        validationTop5Error: validation?.top5Error ?? null,
        memoryBytes: usage?.memoryBytes ?? null,
        processorLoad: usage?.processorLoad ?? null,
        gpuLoad: usage?.gpuLoad ?? null,
        gpuMemoryBytes: usage?.gpuMemoryBytes ?? null,
      })
    },
    epochs: (runId: number) => selectEpochs.all(runId).map(toRecord),
    /** The epoch of lowest error, of equals the one of lowest loss; one that was not validated only among its like. */
    best(runId: number): EpochRecord | null {
      const best = selectBest.get(runId)
      return best ? toRecord(best) : null
    },
    steps(runId: number, after: number, limit: number, until = Number.MAX_SAFE_INTEGER): readonly StepRecord[] {
      const { count, first, last } = selectSpan.get(runId, after, until)!
      if (count <= limit) return selectSteps.all(runId, after, until)
      const buckets = Math.floor(limit / 2)
      const edge = (bucket: number) => first - 1 + Math.floor((bucket * (last + 1 - first)) / buckets)
      return Array.from({ length: buckets }, (_, bucket) => {
        const [from, to] = [edge(bucket), edge(bucket + 1)]
        return inOrder(selectLowest!.get(runId, from, to), selectHighest!.get(runId, from, to))
      }).flat()
    },
    addUsage: (runId: number, record: UsageRecord) => void insertUsage.run({ ...record, runId }),
    usage: (runId: number, limit: number) => selectUsage.all({ runId, limit }),
    forgetAfter: database.transaction((runId: number, step: number) => {
      for (const statement of forget) statement.run(runId, step)
    }).immediate,
    copyMeasurements: database.transaction((from: number, to: number, step: number) => {
      for (const statement of copy) statement.run({ from, to, step })
    }).immediate,
    addEvaluation: (evaluation: Evaluation) => void insertEvaluation.run(evaluation),
    evaluations: (runId: number) => selectEvaluations.all(runId),
    addElsewhere: ({ unknown, ...evaluation }: Elsewhere) =>
      void insertElsewhere.run({ ...evaluation, unknown: JSON.stringify(unknown) }),
    elsewhere: (runId: number): readonly Elsewhere[] =>
      selectElsewhere.all(runId).map(({ unknown, ...evaluation }) => ({
        ...evaluation,
        unknown: JSON.parse(unknown) as string[],
      })),
  }
}

/** Each once, by step. */
function inOrder(lowest: StepRecord | undefined, highest: StepRecord | undefined): readonly StepRecord[] {
  if (!lowest || !highest) return []
  if (lowest.step === highest.step) return [lowest]
  return lowest.step < highest.step ? [lowest, highest] : [highest, lowest]
}

function toRecord(row: StoredEpoch): EpochRecord {
  const { validationLoss, validationTop1Error, validationTop5Error, memoryBytes, processorLoad } = row
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
    usage:
      memoryBytes === null || processorLoad === null
        ? null
        : { memoryBytes, processorLoad, gpuLoad: row.gpuLoad, gpuMemoryBytes: row.gpuMemoryBytes },
  }
}
