/** Networks: their names, the switches that change them, and the table of their layers. */
import { z } from 'zod'

export const networkNames = ['alexnet', 'alexnet-2gpu', 'alexnet-torchvision', 'alexnet-mini', 'lenet'] as const
export const networkName = z.enum(networkNames)
export type NetworkName = z.infer<typeof networkName>

export const activations = ['relu', 'sigmoid', 'tanh'] as const
export const poolings = ['overlapping', 'disjoint', 'average'] as const

/** One switch for each technique. What they make together may still be impossible; the answer then names the layer. */
export const networkSwitches = z.object({
  activation: z.enum(activations),
  pooling: z.enum(poolings),
  /** Local response normalisation. */
  lrn: z.boolean(),
  /** 2 splits conv2, conv4 and conv5 in halves that do not see each other. */
  groups: z.union([z.literal(1), z.literal(2)]),
  /** Multiplies the width of every hidden layer. */
  width: z.number().positive().max(4),
  /** Side of the square input in pixels. */
  crop: z.int().min(1).max(512),
  /** Share of dense outputs dropped. */
  dropout: z.number().min(0).max(0.9),
})
export type NetworkSwitches = z.infer<typeof networkSwitches>

/** What a layer is, in numbers; lengths are pixels. */
export const layerForm = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('input') }),
  z.object({
    kind: z.literal('convolution'),
    kernels: z.int(),
    size: z.int(),
    stride: z.int(),
    padding: z.object({ top: z.int(), left: z.int(), bottom: z.int(), right: z.int() }),
    groups: z.int(),
  }),
  z.object({ kind: z.literal('activation'), function: z.enum(activations) }),
  z.object({ kind: z.literal('lrn'), size: z.int(), alpha: z.number(), beta: z.number(), k: z.number() }),
  z.object({ kind: z.literal('pooling'), mode: z.enum(['max', 'average']), size: z.int(), stride: z.int() }),
  z.object({ kind: z.literal('dense'), inputs: z.int(), units: z.int() }),
  z.object({ kind: z.literal('dropout'), rate: z.number() }),
  z.object({ kind: z.literal('softmax') }),
])
export type LayerForm = z.infer<typeof layerForm>

/** One row of the network's table, for one picture; shapes are [channels, y, x] or [units]. */
export const layerRow = z.object({
  /** Of its own: activation and dropout add what they do to the name of the layer that they follow. */
  name: z.string(),
  form: layerForm,
  outputShape: z.array(z.int()),
  parameters: z.int(),
  multiplyAdds: z.int(),
  neurons: z.int(),
  /** Bytes of its outputs. */
  outputBytes: z.int(),
})
export type LayerRow = z.infer<typeof layerRow>

export const networkTable = z.object({
  network: networkName,
  /** All of them as the network has them: those asked for, and its own. */
  switches: networkSwitches,
  classes: z.int(),
  batch: z.int(),
  layers: z.array(layerRow),
  parameters: z.int(),
  multiplyAdds: z.int(),
  neurons: z.int(),
  /** Bytes that training in 32-bit floats needs by the spec alone; engines need some more for values in between. */
  memory: z.object({
    parameters: z.int(),
    /** The velocity and the gradient of each parameter. */
    trainingState: z.int(),
    /** The input and the outputs of all layers for a batch, which the backward pass needs again. */
    activations: z.int(),
    total: z.int(),
  }),
})
export type NetworkTable = z.infer<typeof networkTable>

/** What of a network is asked for. */
export const networkQuestion = z.object({
  network: networkName,
  switches: networkSwitches.partial().default({}),
  classes: z.int().min(2).max(100_000).default(1000),
  /** Pictures a step, for the memory. */
  batch: z.int().min(1).max(4096).default(128),
})

/** The kernels of the first layer as small pictures. */
export const kernelPictures = z.object({
  /** Of the checkpoint that they are from. */
  step: z.int(),
  epoch: z.int(),
  kernels: z.int(),
  /** Side of a kernel in pixels. */
  size: z.int(),
  /** 2 where the two halves of the kernels feed halves of conv2 that do not see each other. */
  halves: z.union([z.literal(1), z.literal(2)]),
  /** [kernels, y, x, 3] bytes in base64; each kernel is stretched by itself to the full range, its zero a middle grey. */
  pixels: z.string(),
})
export type KernelPictures = z.infer<typeof kernelPictures>
