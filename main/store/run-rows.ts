/** Runs and their checkpoints as the store answers them. */
import type {
  Elsewhere,
  EpochRecord,
  Evaluation,
  RunStatus,
  StepRecord,
  TrainingRequest,
  UsageRecord,
} from '../../preload/contract/index.ts'

/** Settings as the run uses them: nothing left out. */
export interface RunRow {
  readonly id: number
  readonly name: string
  readonly datasetId: number | null
  /** Empty where the network was read from a file. */
  readonly datasetName: string
  /** Name of the file that the network was read from; `null` where it was trained here. */
  readonly file: string | null
  readonly status: RunStatus
  readonly message: string | null
  readonly createdAt: number
  readonly endedAt: number | null
  readonly settings: TrainingRequest
  /** The checkpoint that it branched from. */
  readonly parent: { readonly runId: number | null; readonly step: number } | null
  readonly notes: string
  readonly tags: readonly string[]
  /** Of its checkpoints. */
  readonly bytes: number
  /** Of all its epochs. */
  readonly seconds: number
  /** The classes when the run began, in the order of the outputs. */
  readonly classNames: readonly string[]
  readonly classIds: readonly number[]
  /** The device in words, once known. */
  readonly device: string | null
  readonly epochsDone: number
  readonly best: EpochRecord | null
  readonly hasModel: boolean
}

export interface NewRun {
  readonly name: string
  readonly datasetId: number
  readonly settings: TrainingRequest
  readonly classNames: readonly string[]
  readonly classIds: readonly number[]
  readonly parent?: RunRow['parent']
}

/** A network that was trained elsewhere. */
export interface AdoptedRun extends Pick<NewRun, 'name' | 'classNames'> {
  /** Of them only what describes the network is known. */
  readonly settings: TrainingRequest
  readonly file: string
}

/** What a person writes on a run. */
export interface RunEdit {
  readonly name?: string | undefined
  readonly notes?: string | undefined
  readonly tags?: readonly string[] | undefined
}

export interface RunStore {
  create(run: NewRun): number
  /** Adds one that has finished, without a dataset. */
  adopt(run: AdoptedRun): number
  list(): readonly RunRow[]
  /** Throws `Failure('not-found')`, listing the runs there are. */
  get(id: number): RunRow
  /** Answers the bytes of its checkpoints. */
  remove(id: number): number
  /** Sets the status and, for one that ends, the time. */
  setStatus(id: number, status: RunStatus, message?: string): void
  /** Sets the device in words. */
  setDevice(id: number, device: string): void
  setSettings(id: number, settings: TrainingRequest): void
  edit(id: number, edit: RunEdit): void
  addSteps(id: number, records: readonly StepRecord[]): void
  addEpoch(id: number, record: EpochRecord): void
  epochs(id: number): readonly EpochRecord[]
  /** After `after`, up to `until` where it is given; at most `limit`, each bucket's lowest and highest loss kept. */
  steps(id: number, after: number, limit: number, until?: number): readonly StepRecord[]
  addUsage(id: number, record: UsageRecord): void
  /** In order; where there are more than `limit`, neighbours are joined: mean loads, highest memory, last step. */
  usage(id: number, limit: number): readonly UsageRecord[]
  /** Forgets what was measured after a step. */
  forgetAfter(id: number, step: number): void
  /** Gives a run what another measured up to a step. */
  copyMeasurements(fromId: number, toId: number, upToStep: number): void
  addEvaluation(evaluation: Evaluation): void
  evaluations(id: number): readonly Evaluation[]
  /** Takes the place of what was measured on a dataset of that name before, with as many crops. */
  addElsewhere(evaluation: Elsewhere): void
  elsewhere(id: number): readonly Elsewhere[]
}

/** A named tensor of a checkpoint; `data` is little-endian fp32. */
export interface CheckpointTensor {
  /** A parameter's name, or `velocity.` and a parameter's name. */
  readonly name: string
  readonly shape: readonly number[]
  readonly data: Float32Array
}

export interface NewCheckpoint {
  readonly step: number
  readonly epoch: number
  /** What its maker wants back besides the tensors; JSON. */
  readonly state: unknown
  readonly tensors: readonly CheckpointTensor[]
  /** Its validation error is the lowest of the run so far. */
  readonly best: boolean
  /** One with a name is kept for ever. */
  readonly name?: string | null
}

export interface CheckpointRow {
  readonly id: number
  readonly runId: number
  readonly step: number
  readonly epoch: number
  readonly createdAt: number
  readonly best: boolean
  readonly name: string | null
  /** It was found not to match its checksums. */
  readonly damaged: boolean
  readonly bytes: number
  /** SHA-256 over each parameter's name, shape and the SHA-256 of its chunks, in hexadecimal digits. */
  readonly weightsSha256: string
  readonly state: unknown
}

export interface CheckpointStore {
  /**
   * Writes a checkpoint whole or not at all, tensors in chunks with their SHA-256, in the place of an unnamed one of the
   * same step; then prunes: the newest two, the best and those with names stay. Throws `DiskFull`.
   */
  save(runId: number, checkpoint: NewCheckpoint): number
  /** Newest first. */
  list(runId: number): readonly CheckpointRow[]
  /** The one of a step, or without it the best, else the newest; throws `Failure('not-found')`. */
  chosen(runId: number, step?: number): CheckpointRow
  newest(runId: number): CheckpointRow
  /** The one of a step; throws `Failure('not-found')`, listing the steps there are. */
  at(runId: number, step: number): CheckpointRow
  /**
   * Its tensors, each chunk checked against its SHA-256. Throws `Failure('failed')` naming the damaged tensor, and marks
   * the checkpoint. `only` picks by name.
   */
  tensors(id: number, only?: (name: string) => boolean): readonly CheckpointTensor[]
  /** As `tensors`, without the velocities. */
  weights(id: number, only?: (name: string) => boolean): readonly CheckpointTensor[]
  /** With `null` it may be pruned again. */
  rename(id: number, name: string | null): void
  /** Gives another run a checkpoint, with a state of its own. Throws `DiskFull`. */
  copy(id: number, toRunId: number, state: unknown): void
}
