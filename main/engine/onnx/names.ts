/** How graphs call what goes in and comes out. */

/** Names of what goes in and comes out besides the parameters, which have PyTorch's names on both sides. */
export const names = {
  images: 'images',
  labels: 'labels',
  weights: 'weights',
  logits: 'logits',
  features: 'features',
  loss: 'loss',
  mask: (layer: string) => `mask.${layer}`,
  /** The two factors of a dense layer's weight gradient, [pictures, in] and [pictures, out]. */
  rows: (layer: string) => `rows.${layer}`,
  arriving: (layer: string) => `arriving.${layer}`,
  /** The first output of those whose gradient is asked for. */
  firstOutput: 'first-output',
  activity: (layer: string) => `activity.${layer}`,
  gradient: (parameter: string) => `gradient.${parameter}`,
  velocity: (parameter: string) => `velocity.${parameter}`,
  next: (input: string) => `next.${input}`,
  sum: (parameter: string) => `sum.${parameter}`,
  momentum: 'momentum',
  learningRate: (kind: 'weight' | 'bias') => `learning-rate.${kind}`,
  decay: (kind: 'weight' | 'bias') => `decay.${kind}`,
} as const
