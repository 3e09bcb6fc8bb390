/** Parameters between PyTorch's layouts, which the program keeps, and TensorFlow's. */
import * as tf from '@tensorflow/tfjs-core'
import type { Tensor } from '../engine.ts'

/** [out, in, y, x] → [y, x, in, out]; [out, in] → [in, out]; biases stay. */
export function toTensorflow({ shape, data }: Tensor): tf.Tensor {
  return tf.tidy(() => {
    const tensor = tf.tensor(data, [...shape], 'float32')
    return shape.length === 1 ? tensor : tf.transpose(tensor, shape.length === 4 ? [2, 3, 1, 0] : [1, 0])
  })
}

/** The way back, as a copy in the processor's memory. */
export async function fromTensorflow(tensor: tf.Tensor): Promise<Tensor> {
  const turned = tf.tidy(() =>
    tensor.rank === 1 ? tf.clone(tensor) : tf.transpose(tensor, tensor.rank === 4 ? [3, 2, 0, 1] : [1, 0]),
  )
  const data = await turned.data<'float32'>()
  turned.dispose()
  return { shape: turned.shape, data: data.slice() }
}
