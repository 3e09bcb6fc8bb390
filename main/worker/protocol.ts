/**
 * The messages between the host process and its children. Each is a member of one discriminated union a direction, so
 * that a missing case does not compile. Bytes of pictures and weights never travel here: children open the store.
 */
import type {
  Classification,
  DeviceId,
  Diagnosis,
  Elsewhere,
  EpochRecord,
  Evaluation,
  Neighbours,
  NetworkName,
  OcclusionMap,
  RunPreview,
  RunProgress,
  StepRecord,
  TrainingRequest,
  UsageRecord,
} from '../../preload/contract/index.ts'
import type { FailureCode } from '../lib/failure.ts'

/** An error as data. */
export interface WorkerFailure {
  readonly code: FailureCode | 'internal'
  readonly message: string
}

/** To the trainer, one process for one run: there are requests in the store. It looks by itself too, every second. */
export interface TrainCommand {
  readonly type: 'look'
}

/** What the trainer needs to begin; it reads everything else from the workspace. */
export interface TrainJob {
  readonly workspace: string
  readonly runId: number
  /** The checkpoint to go on from; absent: the newest. */
  readonly step?: number
  /** Of `alexnet-mini` in pictures a second, by device, where they were compared. */
  readonly speeds: Readonly<Record<string, number>>
}

/** From the trainer. What an event tells is in the store before it is sent; so is the run's status when the trainer exits. */
export type TrainEvent =
  | { readonly type: 'progress'; readonly progress: RunProgress }
  | { readonly type: 'steps'; readonly records: readonly StepRecord[] }
  | { readonly type: 'usage'; readonly record: UsageRecord }
  | { readonly type: 'epoch'; readonly record: EpochRecord }
  | { readonly type: 'diagnoses'; readonly diagnoses: readonly Diagnosis[] }
  /** Its log, settings or checkpoints are not what they were. */
  | { readonly type: 'changed' }

/** To the process that tries settings with a few real steps. */
export interface PreviewJob {
  readonly workspace: string
  readonly datasetId: number
  readonly settings: TrainingRequest
  readonly classIds: readonly number[]
}

export type PreviewEvent =
  | { readonly type: 'previewed'; readonly preview: Omit<RunPreview, 'besideRun'> }
  | { readonly type: 'failed'; readonly failure: WorkerFailure }

/** To the classifier, which lives as long as it is used and keeps the last models loaded. */
export type ClassifyCommand =
  | {
      readonly type: 'classify'
      readonly call: number
      readonly runId: number
      readonly files: readonly ClassifyFile[]
      readonly top: number
    }
  | {
      readonly type: 'occlude'
      readonly call: number
      readonly runId: number
      readonly picture: ClassifyPicture
      readonly top: number
    }
  | {
      readonly type: 'compare'
      readonly call: number
      readonly runId: number
      readonly picture: ClassifyPicture
      readonly count: number
    }
  | {
      readonly type: 'evaluate'
      readonly call: number
      readonly runId: number
      readonly split: Evaluation['split']
      readonly crops: 1 | 10
    }
  | {
      readonly type: 'evaluate-elsewhere'
      readonly call: number
      readonly runId: number
      readonly datasetId: number
      readonly crops: 1 | 10
    }
  | { readonly type: 'suggest'; readonly call: number; readonly runId: number }
  | { readonly type: 'cancel'; readonly call: number }

/** A file to classify: where it lies and the name a person knows it by. */
export interface ClassifyFile {
  readonly path: string
  readonly name: string
}

/** A picture of a dataset: where its record lies, and the name a person knows it by. */
export interface ClassifyRecord {
  readonly imageId: number
  readonly pixelFile: string
  readonly pixelIndex: number
  readonly name: string
}

export type ClassifyPicture = ClassifyFile | ClassifyRecord

export interface ClassifyJob {
  readonly workspace: string
}

/** From the classifier; `call` is the command's. */
export type ClassifyEvent =
  | { readonly type: 'classified'; readonly call: number; readonly results: readonly Classification[] }
  | { readonly type: 'occluded'; readonly call: number; readonly maps: readonly OcclusionMap[] }
  | { readonly type: 'compared'; readonly call: number; readonly neighbours: Neighbours }
  | { readonly type: 'progress'; readonly call: number; readonly done: number; readonly total: number }
  | { readonly type: 'evaluated'; readonly call: number; readonly evaluation: Evaluation }
  | { readonly type: 'evaluated-elsewhere'; readonly call: number; readonly evaluation: Elsewhere }
  | { readonly type: 'suggested'; readonly call: number; readonly datasetId: number; readonly images: number }
  | { readonly type: 'failed'; readonly call: number; readonly failure: WorkerFailure }

/** To the process that does training steps on tensors from files, for checks from outside; paths are absolute. */
export interface StepJob {
  readonly network: NetworkName
  readonly classes: number
  /** safetensors: parameters by PyTorch's names. */
  readonly weights: string
  /** safetensors: `images`, `labels`, and `mask6`, `mask7` where there are any. */
  readonly batch: string
  readonly out: string
  readonly learningRate: number
  readonly momentum: number
  readonly weightDecay: number
  readonly steps: number
  readonly device: string
  readonly threads: number
}

export type StepEvent =
  | {
      readonly type: 'done'
      readonly loss: number
      readonly device: string
      readonly secondsPerStep: readonly number[]
    }
  | { readonly type: 'failed'; readonly failure: WorkerFailure }

/** To the process that tries a device, which may take its process with it: prove its numbers, or measure its speed. */
export interface DeviceJob {
  readonly device: DeviceId
  readonly task: 'prove' | 'measure'
}

export type DeviceEvent =
  | { readonly type: 'proven'; readonly description: string }
  | { readonly type: 'measured'; readonly imagesPerSecond: number }
  | { readonly type: 'refused'; readonly reason: string }
