/** One turn of the training benchmark, in a process of its own: median seconds of a step, and the memory at its peak. */
import { createEngine } from '../../main/engine/devices.ts'
import { Session } from '../../main/engine/onnx/session.ts'
import { countsOf } from '../../main/network/counts.ts'
import { elements, layersOf } from '../../main/network/layers.ts'
import type { PresetName } from '../../main/network/spec.ts'
import { preset } from '../../main/network/spec.ts'
import { initialParameters } from '../../main/train/parameters.ts'
import { gemmRate } from './gemm.ts'

const name = process.argv[2] as PresetName
/** Memory in MB; 0 leaves it to the engine. */
const [batch, threads, steps, memory] = process.argv.slice(3, 7).map(Number) as [number, number, number, number]
const network = preset(name, 1000)
/** Seconds within ONNX Runtime. */
let inside = 0
const run = Object.getOwnPropertyDescriptor(Session.prototype, 'run')!.value as Session['run']
Session.prototype.run = async function (...operands) {
  const begin = performance.now()
  const outputs = await run.apply(this, operands)
  inside += (performance.now() - begin) / 1000
  return outputs
}
const engine = await createEngine('cpu', { threads })
const trainer = await engine.trainer({
  network,
  normalisation: { mean: [120, 115, 105], scale: 1 / 60 },
  batch,
  parameters: initialParameters(network, 'he', 1),
  ...(memory > 0 && { memory: memory * 1e6 }),
})
const images = Uint8Array.from({ length: batch * 3 * network.crop ** 2 }, (_, index) => (index * 7919) % 256)
const labels = Int32Array.from({ length: batch }, (_, index) => (index * 37) % 1000)
const masks = layersOf(network)
  .filter(({ layer }) => layer.kind === 'dropout' && layer.rate > 0)
  .map(({ layer, output }) => {
    const length = batch * elements(output)
    return [layer.name, Float32Array.from({ length }, (_, index) => ((index * 31) % 2) * 2)] as const
  })
const seconds: number[] = []
for (let step = 0; step <= steps; step++) {
  const begin = performance.now()
  if (step === 1) inside = 0
  await trainer.step(
    { images, labels, masks: new Map(masks) },
    { learningRate: 0.001, momentum: 0.9, weightDecay: 5e-4 },
  )
  if (step > 0) seconds.push((performance.now() - begin) / 1000)
}
await trainer.close()
const peak = process.resourceUsage().maxRSS / 1024
const stepSeconds = seconds.toSorted((a, b) => a - b)[Math.floor(seconds.length / 2)]!
// Forward, and twice as much backward, but for the gradient of the pictures, which nobody needs.
const { layers, multiplyAdds } = countsOf(network)
const operations = 2 * batch * (3 * multiplyAdds - layers[0]!.multiplyAdds)
const outsideShare = 1 - inside / seconds.reduce((sum, each) => sum + each, 0)
const gemm = await gemmRate(threads)
console.log(
  JSON.stringify({
    step_s: stepSeconds,
    images_per_s: batch / stepSeconds,
    peak_rss_mb: Math.round(peak),
    outside_share: outsideShare,
    gemm_gflops: gemm / 1e9,
    gemm_share: operations / stepSeconds / gemm,
  }),
)
