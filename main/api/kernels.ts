/** The first layer's kernels of a run, read from one of its checkpoints. */
import type { KernelPictures } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import { kernelPixels } from '../network/kernels.ts'
import { networkOf } from '../network/of-settings.ts'
import type { Store } from '../store/store.ts'

/** Throws `Failure('not-found')` where the run has no such checkpoint. */
export function kernelPictures(store: Store, runId: number, step: number | undefined): KernelPictures {
  const { settings, classNames } = store.runs.get(runId)
  const checkpoint = step === undefined ? store.checkpoints.newest(runId) : store.checkpoints.at(runId, step)
  const [conv1] = store.checkpoints.tensors(checkpoint.id, (name) => name === 'conv1.weight')
  const [kernels, channels, size] = conv1?.shape ?? []
  if (!conv1 || kernels === undefined || channels !== 3 || size === undefined) {
    throw new Failure('not-found', `The checkpoint of run ${String(runId)} has no kernels that see colours.`)
  }
  return {
    step: checkpoint.step,
    epoch: checkpoint.epoch,
    kernels,
    size,
    halves: networkOf(settings, classNames.length).groups,
    pixels: Buffer.from(kernelPixels(conv1.data, kernels, size)).toString('base64'),
  }
}
