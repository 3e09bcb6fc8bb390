/**
 * Composition root of `step`: training steps on tensors from files, so that anyone can hold this program's numbers
 * against another's. It opens no workspace.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { createEngine } from '../engine/devices.ts'
import type { Batch, StepResult, Tensor, Tensors } from '../engine/engine.ts'
import { EngineError } from '../engine/engine.ts'
import { decodeSafetensors, encodeSafetensors } from '../interchange/formats/safetensors.ts'
import type { SafeTensor } from '../interchange/formats/safetensors.ts'
import { Failure } from '../lib/failure.ts'
import { layersOf, NetworkError } from '../network/layers.ts'
import { preset } from '../network/spec.ts'
import type { NetworkSpec } from '../network/spec.ts'
import { jobOf, parentOf } from './parent.ts'
import type { StepEvent, StepJob, WorkerFailure } from './protocol.ts'

const job = jobOf<StepJob>()
const parent = parentOf<never, StepEvent>()
parent.onGone(() => process.exit(1))

try {
  parent.post(await runSteps(job))
} catch (error) {
  parent.post({ type: 'failed', failure: failureOf(error) })
}
await parent.end()

async function runSteps(job: StepJob): Promise<StepEvent> {
  const network = preset(job.network, job.classes)
  const parameters = floats(read(job.weights))
  const batch = batchOf(read(job.batch), network)
  const engine = await createEngine(job.device, { threads: job.threads })
  const normalisation = { mean: [0, 0, 0], scale: 1 } as const
  const trainer = await engine.trainer({ network, normalisation, batch: batch.labels.length, parameters })
  const secondsPerStep: number[] = []
  let first: StepResult | undefined
  for (let step = 0; step < job.steps; step++) {
    const begin = performance.now()
    const result = await trainer.step(batch, job)
    secondsPerStep.push((performance.now() - begin) / 1000)
    first ??= result
  }
  const { parameters: updated, velocities } = await trainer.read()
  write(job.out, first!, { batch: batch.labels.length, classes: job.classes }, updated, velocities)
  await trainer.close()
  return { type: 'done', loss: first!.loss, device: engine.description, secondsPerStep }
}

function read(path: string): Map<string, SafeTensor> {
  let file: Uint8Array
  try {
    file = readFileSync(path)
  } catch {
    throw new Failure('invalid-input', `${path} cannot be read: name a safetensors file.`)
  }
  return decodeSafetensors(file, basename(path)).tensors
}

function floats(tensors: ReadonlyMap<string, SafeTensor>): Tensors {
  const entries = [...tensors].map(([name, tensor]): [string, Tensor] => {
    if (tensor.type !== 'F32') throw new Failure('invalid-input', `The tensor ${name} needs the dtype F32.`)
    return [name, { shape: tensor.shape, data: tensor.data }]
  })
  return new Map(entries)
}

/** `mask6` multiplies at the dropout of `fc6`, and so on; masks that are not there drop nothing. */
function batchOf(tensors: Map<string, SafeTensor>, network: NetworkSpec): Batch {
  const [images, labels] = [tensors.get('images'), tensors.get('labels')]
  const { crop } = network
  if (images?.type !== 'F32' || images.shape.slice(1).join() !== [3, crop, crop].join()) {
    throw new Failure('invalid-input', `The batch needs images, F32 [N, 3, ${String(crop)}, ${String(crop)}].`)
  }
  if (labels?.type !== 'I64' || labels.shape.join() !== String(images.shape[0])) {
    throw new Failure('invalid-input', `The batch needs labels, I64 [${String(images.shape[0])}].`)
  }
  const masks = layersOf(network).flatMap(({ layer }): [string, Float32Array][] => {
    const mask = layer.kind === 'dropout' ? tensors.get(layer.name.replace('fc', 'mask')) : undefined
    return mask?.type === 'F32' ? [[layer.name, mask.data]] : []
  })
  return { images: images.data, labels: Int32Array.from(labels.data, Number), masks: new Map(masks) }
}

function write(
  path: string,
  { loss, logits }: StepResult,
  { batch, classes }: { batch: number; classes: number },
  parameters: Tensors,
  velocities: Tensors,
): void {
  const tensors = new Map<string, SafeTensor>([
    ['logits', { type: 'F32', shape: [batch, classes], data: logits }],
    ['loss', { type: 'F32', shape: [1], data: Float32Array.of(loss) }],
  ])
  for (const [name, tensor] of parameters) tensors.set(name, { type: 'F32', ...tensor })
  for (const [name, tensor] of velocities) tensors.set(`velocity.${name}`, { type: 'F32', ...tensor })
  try {
    writeFileSync(path, encodeSafetensors(tensors))
  } catch (error) {
    throw new Failure('invalid-input', `${path} cannot be written: ${(error as Error).message}.`)
  }
}

function failureOf(error: unknown): WorkerFailure {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof Failure) return { code: error.code, message }
  if (error instanceof NetworkError) return { code: 'invalid-input', message }
  if (error instanceof EngineError) {
    return {
      code: error.code === 'bad-tensor' || error.code === 'device-unavailable' ? 'invalid-input' : 'failed',
      message,
    }
  }
  console.error(error)
  return { code: 'failed', message }
}
