/** Finds out whether a device computes what the processor computes, and how fast it trains. */
import { elements, layersOf } from '../network/layers.ts'
import type { NetworkSpec } from '../network/spec.ts'
import { preset } from '../network/spec.ts'
import { expectedParameters } from './check.ts'
import type { Batch, Engine, Tensor, Tensors } from './engine.ts'
import { EngineError } from './engine.ts'

const normalisation = { mean: [128, 128, 128], scale: 1 / 64 } as const
const settings = { learningRate: 0.01, momentum: 0.9, weightDecay: 5e-4 } as const
/** Greatest relative error ‖a−b‖ / ‖b‖ of a parameter after three steps. */
const bound = 1e-3

/**
 * Three real steps of a small AlexNet on both engines. Throws `EngineError` that names the tensor where the device's
 * numbers are not the reference's.
 */
export async function proveEngine(engine: Engine, reference: Engine): Promise<void> {
  const network = preset('alexnet', 5, { width: 1 / 16, crop: 64 })
  const [actual, expected] = [
    await parametersAfterSteps(engine, network),
    await parametersAfterSteps(reference, network),
  ]
  for (const [name, { data }] of expected) {
    const error = relativeError(actual.get(name)!.data, data)
    if (!(error < bound)) {
      throw new EngineError(
        'device-unavailable',
        `It computes wrong numbers: ${name} is off by ${error.toPrecision(2)} after three steps. A newer driver may help.`,
      )
    }
  }
}

/** Training pictures a second of `alexnet-mini`, after a first step that compiles. */
export async function measureEngine(engine: Engine): Promise<number> {
  const [network, size, enough] = [preset('alexnet-mini', 100), 32, 2000]
  const trainer = await engine.trainer({ network, normalisation, batch: size, parameters: someParameters(network) })
  const batch = someBatch(network, size)
  await trainer.step(batch, settings)
  const begin = performance.now()
  let steps = 0
  while (steps < 2 || performance.now() - begin < enough) {
    await trainer.step(batch, settings)
    steps++
  }
  const seconds = (performance.now() - begin) / 1000
  await trainer.close()
  return (steps * size) / seconds
}

async function parametersAfterSteps(engine: Engine, network: NetworkSpec): Promise<Tensors> {
  const size = 4
  const trainer = await engine.trainer({ network, normalisation, batch: size, parameters: someParameters(network) })
  for (let step = 0; step < 3; step++) await trainer.step(someBatch(network, size), settings)
  const { parameters } = await trainer.read()
  const copies = [...parameters].map(([name, { shape, data }]) => [name, { shape, data: data.slice() }] as const)
  await trainer.close()
  return new Map(copies)
}

/** Numbers of the size that He's initialiser gives, the same on every machine. */
function someParameters(network: NetworkSpec): Tensors {
  const parameters = [...expectedParameters(network)].map(([name, shape]): [string, Tensor] => {
    const scale = shape.length > 1 ? Math.sqrt(6 / elements(shape.slice(1))) : 0.1
    return [
      name,
      { shape, data: Float32Array.from({ length: elements(shape) }, (_, index) => scale * someNumber(index)) },
    ]
  })
  return new Map(parameters)
}

function someBatch(network: NetworkSpec, size: number): Batch {
  const images = Uint8Array.from({ length: size * 3 * network.crop ** 2 }, (_, index) => 128 + 100 * someNumber(index))
  const labels = Int32Array.from({ length: size }, (_, index) => index % network.classes)
  const masks = layersOf(network)
    .filter(({ layer }) => layer.kind === 'dropout')
    .map(({ layer, output }): [string, Float32Array] => {
      const length = size * elements(output)
      return [layer.name, Float32Array.from({ length }, (_, index) => (someNumber(index) > 0 ? 2 : 0))]
    })
  return { images, labels, masks: new Map(masks) }
}

/** In [−1, 1), scattered by a multiplicative hash (Knuth: The Art of Computer Programming 3, section 6.4). */
function someNumber(index: number): number {
  return (Math.imul(index + 1, 2654435761) >>> 0) / 2 ** 31 - 1
}

function relativeError(actual: Float32Array, expected: Float32Array): number {
  let [difference, norm] = [0, 0]
  expected.forEach((value, index) => {
    difference += (actual[index]! - value) ** 2
    norm += value ** 2
  })
  return Math.sqrt(difference / norm)
}
