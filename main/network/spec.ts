/**
 * A network as plain data: what a person chooses, before it becomes layers. Engines compile it, the inspector draws
 * it, the store keeps it as JSON.
 *
 * Krizhevsky, Sutskever, Hinton: ImageNet Classification with Deep Convolutional Neural Networks (2012), "the paper"
 * in this room.
 */

/** `alexnet` is the paper's, `torchvision` its 2014 single-column form, `lenet` what both grew from. */
export type Architecture = 'alexnet' | 'torchvision' | 'lenet'
export type Activation = 'relu' | 'sigmoid' | 'tanh'
/** Overlapping: 3×3 windows two apart (paper, section 3.4); disjoint: 2×2 two apart; average: means of 3×3. */
export type Pooling = 'overlapping' | 'disjoint' | 'average'

export interface NetworkSpec {
  readonly architecture: Architecture
  readonly activation: Activation
  /** Share of the outputs of each hidden dense layer that training drops, 0 to 0.9. */
  readonly dropout: number
  readonly pooling: Pooling
  /** Local response normalisation after the first two convolutions (paper, section 3.3). */
  readonly lrn: boolean
  /** 2 splits conv2, conv4 and conv5 in halves that do not see each other, as on the paper's two GPUs. */
  readonly groups: 1 | 2
  /** Multiplies the width of every hidden layer. */
  readonly width: number
  /** Side of the square input in pixels. */
  readonly crop: number
  readonly classes: number
}

export type PresetName = 'alexnet' | 'alexnet-2gpu' | 'alexnet-torchvision' | 'alexnet-mini' | 'lenet'

const alexnet = {
  architecture: 'alexnet',
  activation: 'relu',
  dropout: 0.5,
  pooling: 'overlapping',
  lrn: true,
  groups: 1,
  width: 1,
  crop: 224,
} as const satisfies Omit<NetworkSpec, 'classes'>

const presets: Readonly<Record<PresetName, Omit<NetworkSpec, 'classes'>>> = {
  alexnet,
  'alexnet-2gpu': { ...alexnet, groups: 2 },
  'alexnet-torchvision': { ...alexnet, architecture: 'torchvision', lrn: false },
  'alexnet-mini': { ...alexnet, width: 0.5, crop: 112 },
  lenet: {
    ...alexnet,
    architecture: 'lenet',
    activation: 'tanh',
    dropout: 0,
    pooling: 'average',
    lrn: false,
    crop: 28,
  },
}

export const presetNames = Object.keys(presets) as readonly PresetName[]

/** Switches over those of a preset; one that is undefined counts as left out. */
export type SpecChange = {
  readonly [Key in keyof Omit<NetworkSpec, 'architecture' | 'classes'>]?: NetworkSpec[Key] | undefined
}

/** The named network with `classes` outputs, changed by `switches`. */
export function preset(name: PresetName, classes: number, switches: SpecChange = {}): NetworkSpec {
  const changes = Object.entries(switches).filter(([, value]) => value !== undefined)
  return { ...presets[name], ...Object.fromEntries(changes), classes }
}

/** Side in pixels of the square that crops are taken from: 256 for 224 (paper, section 4.1). */
export function sourceSide(spec: NetworkSpec): number {
  return Math.round((spec.crop * 8) / 7)
}
