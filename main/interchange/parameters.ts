/** What a trained network is in numbers, in files of any form. */

/** Numbers in rows, the last side the fastest. */
export interface Tensor {
  readonly shape: readonly number[]
  readonly data: Float32Array
}

/**
 * How pixels from 0 to 255 become conv1's input, (pixel − mean) × scale: the mean of each channel (red, green, blue) or a
 * mean picture [crop, crop, 3].
 */
export interface Normalisation {
  readonly mean: readonly number[]
  readonly scale: number
}
