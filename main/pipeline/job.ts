/** What passes between a pool and its worker threads: buffers go there empty and come back full, never copied. */
import type { Augmentation } from './augment.ts'
import type { ColourBasis } from './colour.ts'

/** What every batch of a run has in common; fixed when a worker thread starts. */
export interface FillSettings {
  /** The dataset's pixel file, absolute. */
  readonly pixelFile: string
  /** Side in pixels of the picture that crops are taken from, and of the crop. */
  readonly source: number
  readonly crop: number
  readonly seed: number
  readonly augmentation: Augmentation
  /** Needed where `augmentation.colour` is on. */
  readonly colourBasis: ColourBasis | null
  readonly dropout: number
  /** Outputs of each layer that dropout applies to. */
  readonly dropoutWidths: ReadonlyMap<string, number>
}

/** How a job's pictures are cut: drawn for a training step, or as at test time. */
export type FillMode =
  | { readonly type: 'training'; readonly epoch: number; readonly step: number }
  | { readonly type: 'test'; readonly crops: 1 | 10 }

export interface FillJob {
  /** Pixel record of each picture. */
  readonly records: Float64Array
  readonly mode: FillMode
  /** Bytes [pictures × crops, crop, crop, 3], to be filled. */
  readonly images: Uint8Array<ArrayBuffer>
  /** Factors [pictures, width] by layer, to be filled; empty at test time. */
  readonly masks: ReadonlyMap<string, Float32Array<ArrayBuffer>>
}

export interface FillRequest {
  readonly ticket: number
  readonly job: FillJob
}

export type FillReply =
  | { readonly ticket: number; readonly ok: true; readonly job: FillJob }
  | { readonly ticket: number; readonly ok: false; readonly message: string }

/** The buffers of a job, to be moved rather than copied. */
export function transfers(job: FillJob): ArrayBuffer[] {
  return [job.images.buffer, ...Array.from(job.masks.values(), (mask) => mask.buffer)]
}
