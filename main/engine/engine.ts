/**
 * What an engine is: a compiler from a `NetworkSpec` to a trainer and a predictor on one device. What it is not: it
 * knows no epochs, files, databases or windows. Every engine passes the same conformance suite (`test/engine`).
 */
import type { NetworkSpec } from '../network/spec.ts'

/** A dense array in row-major order; parameters have PyTorch's names and layouts (`conv1.weight` [out, in/groups, y, x]). */
export interface Tensor {
  readonly shape: readonly number[]
  readonly data: Float32Array
}
export type Tensors = ReadonlyMap<string, Tensor>

/** What a network is trained towards, for one step. */
export interface Batch {
  /** [batch, y, x, channel] bytes as they lie in the pixel store, or floats [batch, channel, y, x] as they enter conv1. */
  readonly images: Uint8Array | Float32Array
  /** Class of each picture, [batch]. */
  readonly labels: Int32Array
  /** Factor of each hidden dense output by layer (`fc6`, `fc7`), [batch, width]: 0 or 1/(1−p). Absent: no dropout. */
  readonly masks?: ReadonlyMap<string, Float32Array>
  /** Factor of each picture's loss, [batch]; 1 where absent. The mean is over the pictures, not over the factors. */
  readonly weights?: Float32Array
}

/** How bytes become conv1's input: (byte − mean) × scale. */
export interface Normalisation {
  /** By channel (red, green, blue), or a mean picture [crop, crop, 3]. */
  readonly mean: readonly number[]
  readonly scale: number
}

export interface StepSettings {
  readonly learningRate: number
  readonly momentum: number
  readonly weightDecay: number
  /** Factor of the learning rate for biases; 1 where absent. */
  readonly biasRate?: number
  /** Whether weight decay pulls at biases too; true where absent. */
  readonly biasDecay?: boolean
}

export interface StepResult {
  /** Mean softmax cross-entropy of the batch, in nats, before the update. */
  readonly loss: number
  /** [batch, classes], before the update. */
  readonly logits: Float32Array
}

/** What a trainer works by, step after step. */
export interface TrainingOptions {
  readonly network: NetworkSpec
  readonly normalisation: Normalisation
  /** Pictures a step; every batch has as many. */
  readonly batch: number
  /**
   * Share of the target that is spread evenly over all classes (Szegedy et al.: Rethinking the Inception Architecture,
   * 2016, section 7); 0 where absent.
   */
  readonly labelSmoothing?: number
  /** Gradients whose Euclidean norm over all parameters is above this are scaled down to it; absent: never. */
  readonly gradientNormLimit?: number
}

/** What a trainer begins with; it keeps no hold of the tensors, which are as large as its own. */
export interface TrainerOptions extends TrainingOptions {
  /** Parameters to start from, by PyTorch's names. */
  readonly parameters: Tensors
  /** Momentum buffers to start from, by parameter name; zeros where absent. */
  readonly velocities?: Tensors
  /** Bytes that a step may take; a batch then goes through in smaller parts whose gradients add up to the same. */
  readonly memory?: number
}

/** A network under training: parameters and velocities live where the device wants them. */
export interface Trainer {
  /**
   * One update: v ← μ·v − λ·ε·w − ε·g; w ← w + v (paper, section 5). Throws `EngineError` with code `not-finite` where
   * the loss is no number; the parameters are then as they were before the step.
   */
  step(batch: Batch, settings: StepSettings): Promise<StepResult>
  /** Logits [count, classes] without dropout, for any count of pictures up to the trainer's batch. */
  predict(images: Uint8Array | Float32Array, count: number): Promise<Float32Array>
  /**
   * Share of positive outputs, over these pictures and all places, of each channel or unit of each hidden layer's
   * activation, by the layer's name (`conv1` … `fc7`): 0 throughout is a dead ReLU unit.
   */
  activity(images: Uint8Array | Float32Array, count: number): Promise<ReadonlyMap<string, Float32Array>>
  /** The parameters and velocities as they are now; valid until the next step. */
  read(): Promise<{ parameters: Tensors; velocities: Tensors }>
  close(): Promise<void>
}

export interface PredictorOptions {
  readonly network: NetworkSpec
  readonly normalisation: Normalisation
  readonly parameters: Tensors
}

/** A network that only answers. */
export interface Predictor {
  /** Logits [count, classes]. */
  predict(images: Uint8Array | Float32Array, count: number): Promise<Float32Array>
  /** Outputs [count, width] of the last hidden layer: a picture's feature vector (paper, section 6.1). */
  features(images: Uint8Array | Float32Array, count: number): Promise<Float32Array>
  close(): Promise<void>
}

export interface EngineOptions {
  /** Processor threads; 0 for all cores. */
  readonly threads: number
}

export interface Engine {
  /** What `--device` names, e.g. `cpu`. */
  readonly device: string
  /** The device in words, e.g. `CPU, 2 threads`. */
  readonly description: string
  trainer(options: TrainerOptions): Promise<Trainer>
  predictor(options: PredictorOptions): Promise<Predictor>
}

export type EngineErrorCode =
  /** The engine or its device cannot be had on this machine. */
  | 'device-unavailable'
  /** A tensor is missing, too many, of the wrong shape, or holds a value out of range. */
  | 'bad-tensor'
  /** The loss became NaN or infinite. */
  | 'not-finite'
  /** The device's memory does not hold this network at this batch. */
  | 'out-of-memory'
  /** The device stopped answering in the middle of work. */
  | 'device-lost'

/** An error whose message names the tensor or device and says what to do. */
export class EngineError extends Error {
  readonly code: EngineErrorCode

  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'EngineError'
    this.code = code
  }
}
