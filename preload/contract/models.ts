/** What a trained run can do: name pictures, be measured, be looked into. */
import { z } from 'zod'
import { id, path, split } from './basics.ts'
import { kernelPictures, networkQuestion, networkTable } from './networks.ts'
import { measure, runName } from './runs.ts'
import { method } from './wire.ts'

/** A file that a person dropped: by its path (Electron), or by what the host answered to its upload (browser). */
export const fileReference = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('path'), path }),
  z.object({ kind: z.literal('upload'), id: z.string().regex(/^[a-f0-9]{32}$/), name: z.string().max(1024) }),
])
export type FileReference = z.infer<typeof fileReference>

/** A picture to answer: a file, or one of a dataset as the program keeps it, which networks are trained on. */
export const pictureReference = z.discriminatedUnion('kind', [
  ...fileReference.options,
  z.object({ kind: z.literal('image'), imageId: id }),
])
export type PictureReference = z.infer<typeof pictureReference>

export const prediction = z.object({
  /** Position of the class among the run's classes. */
  index: z.int(),
  name: z.string(),
  probability: z.number(),
})
export type Prediction = z.infer<typeof prediction>

/** Cells that an occlusion map has along each side. */
export const occlusionSide = 16

/** Share of a class's probability from which on a loss of it says something; a map of less is drawn as next to nothing. */
export const tellingLoss = 0.05

export const occlusionMap = prediction.extend({
  /** [16, 16], row by row: the probability that is lost where a grey square hides the cell; below 0 where it grows. */
  losses: z.array(z.number()).length(occlusionSide ** 2),
  /** The probability that is left where hiding a square takes most of it. */
  lowest: z.number(),
})
export type OcclusionMap = z.infer<typeof occlusionMap>

export const neighbours = z.object({
  datasetId: id,
  /** Training pictures, the nearest first: `distance` is that of the feature vectors, `className` the label now. */
  pictures: z.array(z.object({ id, path: z.string(), className: z.string().nullable(), distance: z.number() })),
  /** Training pictures that were compared; of very many some are drawn evenly. */
  compared: z.int(),
  trainingPictures: z.int(),
})
export type Neighbours = z.infer<typeof neighbours>

export const classification = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), file: z.string(), predictions: z.array(prediction), milliseconds: z.number() }),
  z.object({ ok: z.literal(false), file: z.string(), message: z.string() }),
])
export type Classification = z.infer<typeof classification>

/** Loss and errors of a run over some pictures. */
const measured = measure.extend({
  runId: id,
  crops: z.union([z.literal(1), z.literal(10)]),
  images: z.int(),
  seconds: z.number(),
})
export type Measured = z.infer<typeof measured>

export const evaluation = measured.extend({ split })
export type Evaluation = z.infer<typeof evaluation>

export const elsewhere = measured.extend({
  /** As it was called when it was measured. */
  datasetName: z.string(),
  /** Classes of the dataset that the run does not know by name, whose pictures were left out. */
  unknown: z.array(z.string()),
})
export type Elsewhere = z.infer<typeof elsewhere>

export const confusions = z.object({
  /** Of the run, in the order of its logits. */
  classes: z.array(z.object({ id, name: z.string() })),
  /** How many pictures of a class (`truth`) were taken for a class (`answer`), by their positions; the most frequent first. */
  counts: z.array(z.object({ truth: z.int(), answer: z.int(), pictures: z.int() })),
})
export type Confusions = z.infer<typeof confusions>

export const networkFormats = ['onnx', 'safetensors'] as const
/** `onnx`: for any runtime, with what becomes of pixels inside; `safetensors`: the tensors as PyTorch names them. */
export const networkFormat = z.enum(networkFormats)
export type NetworkFormat = z.infer<typeof networkFormat>

export const pixelForms = ['torchvision', 'caffe', 'unit'] as const
/**
 * What a network sees of pixels. `torchvision`: red, green and blue from 0 to 1, less ImageNet's means, over its
 * deviations; `caffe`: blue, green and red from 0 to 255, less ImageNet's means; `unit`: red, green and blue from 0 to 1.
 */
export const pixelForm = z.enum(pixelForms)
export type PixelForm = z.infer<typeof pixelForm>

/** What every platform takes for the name of a file: no separators, and nothing hidden. */
const fileName = z
  .string()
  .max(200)
  .regex(/^[^./\\:*?"<>|\p{Cc}][^/\\:*?"<>|\p{Cc}]*$/u)

export const exportedNetwork = z.object({ file: z.string(), bytes: z.int(), step: z.int(), epoch: z.int() })
export type ExportedNetwork = z.infer<typeof exportedNetwork>

export const models = {
  /** The most probable classes of each file, in the order given. A file that cannot be read fails alone. */
  classify: method(
    z.object({ runId: id, files: z.array(fileReference).min(1).max(1000), top: z.int().min(1).max(1000).default(5) }),
    z.array(classification),
  ),
  /** Which parts of a picture the most probable classes depend on, class by class. */
  occlusion: method(
    z.object({ runId: id, picture: pictureReference, top: z.int().min(1).max(20).default(5) }),
    z.array(occlusionMap),
  ),
  /**
   * The training pictures that the network takes to be most like a picture, without that one itself. The first
   * question puts them through the network, of which `models.progress` events tell.
   */
  neighbours: method(
    z.object({ runId: id, picture: pictureReference, count: z.int().min(1).max(100).default(6) }),
    neighbours,
  ),
  /** Loss and errors over a split, from the centre crop or the mean of ten; `models.progress` events tell how far it is. */
  evaluate: method(
    z.object({
      runId: id,
      split: z.enum(['validation', 'test']).default('validation'),
      crops: z.union([z.literal(1), z.literal(10)]).default(1),
    }),
    evaluation,
  ),
  /**
   * Asks the run what each picture of its dataset shows that has no label, which `images.ids` lists then by
   * `suggestedBy`; `models.progress` events tell how far it is. What was answered before it was cancelled is kept.
   */
  suggest: method(z.object({ runId: id }), z.object({ datasetId: id, images: z.int() })),
  evaluations: method(z.object({ runId: id }), z.array(evaluation)),
  /**
   * The same over all labelled pictures of a dataset that the run need not have seen, whose classes are the run's where
   * they have the same names; `models.progress` events tell how far it is.
   */
  evaluateElsewhere: method(
    z.object({ runId: id, datasetId: id, crops: z.union([z.literal(1), z.literal(10)]).default(1) }),
    elsewhere,
  ),
  elsewhere: method(z.object({ runId: id }), z.array(elsewhere)),
  /** What the run took the pictures of a split for when they were evaluated last, by the labels that they have now. */
  confusions: method(z.object({ runId: id, split: z.enum(['validation', 'test']) }), confusions),
  /** The layers of a network, what each costs, and the memory that training it needs. */
  network: method(networkQuestion, networkTable),
  /**
   * Writes a trained network into a file for other programs, `folder/name.format`, which is not there yet: the
   * checkpoint of `step`, or without it the best, else the newest.
   */
  export: method(
    z.object({
      runId: id,
      step: z.int().min(0).optional(),
      format: networkFormat,
      folder: path,
      /** Without the ending, which is the format. */
      name: fileName,
    }),
    exportedNetwork,
  ),
  /**
   * Reads a trained network from a file (of PyTorch, Caffe, ONNX, safetensors) as a run that has finished: it
   * classifies, and other runs begin with its weights.
   */
  import: method(
    z.object({
      file: path,
      /** Absent: the file's, without the ending. */
      name: runName.optional(),
      /** In the order of the outputs. Absent: the file's own, ImageNet's where there are 1000, or numbers. */
      classNames: z.array(z.string().trim().min(1).max(200)).max(100_000).optional(),
      /** Absent: as the file says, else as is usual for such a file. */
      pixels: pixelForm.optional(),
    }),
    z.object({ runId: id }),
  ),
  /** The first layer's kernels at a checkpoint: the one of `step`, or without it the newest. */
  kernels: method(z.object({ runId: id, step: z.int().min(0).optional() }), kernelPictures),
}

/** What a network does with many pictures: evaluate a split or another dataset, compare one with the training pictures, or suggest labels. */
const modelWork = z.object({ runId: id, work: z.enum(['evaluation', 'elsewhere', 'comparison', 'suggestion']) })
export type ModelWork = z.infer<typeof modelWork>

export const modelProgress = modelWork.extend({
  /** Pictures that the network has answered, and those that it is to answer. */
  done: z.int(),
  total: z.int(),
})
export type ModelProgress = z.infer<typeof modelProgress>

export const modelEvents = {
  'models.progress': modelProgress,
  /** It is done, was cancelled, or failed. */
  'models.ended': modelWork,
}
