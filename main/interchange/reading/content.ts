/** What is in a file of a trained network, before it is known which network that is. */
import type { PixelForm } from '../../../preload/contract/index.ts'
import type { LrnConstants } from './lrn.ts'
import type { Tensor } from '../parameters.ts'

export interface Content {
  /**
   * A `NAME.weight` and a `NAME.bias` for each layer, as PyTorch lays them out; each kind of layer in the natural order
   * of the names.
   */
  readonly tensors: ReadonlyMap<string, Tensor>
  /** What else it says, by a name each. */
  readonly metadata: Readonly<Record<string, string>>
  /** What such a file's weights usually see of pixels. */
  readonly pixels?: PixelForm
  /** Where it says them, or where they are known from its form. */
  readonly lrn?: LrnConstants | undefined
}
