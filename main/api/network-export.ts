/** A run's network in a file that other programs read. */
import { existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { ExportedNetwork, NetworkFormat } from '../../preload/contract/index.ts'
import { pixelSide } from '../image/pixels.ts'
import { encodeOnnxNetwork } from '../interchange/writing/onnx-network.ts'
import { encodeSafetensorsNetwork } from '../interchange/writing/safetensors-network.ts'
import type { TrainedNetwork } from '../interchange/writing/trained-network.ts'
import { Failure } from '../lib/failure.ts'
import { makeFolder } from '../lib/make-folder.ts'
import { networkOf } from '../network/of-settings.ts'
import { type NetworkSpec, sourceSide } from '../network/spec.ts'
import type { CheckpointRow, Store } from '../store/store.ts'

export interface NetworkExportRequest {
  readonly runId: number
  /** Of the checkpoint; absent: the best, else the newest. */
  readonly step?: number | undefined
  readonly format: NetworkFormat
  readonly folder: string
  /** Without the ending, which is the format. */
  readonly name: string
}

const encoders = { onnx: encodeOnnxNetwork, safetensors: encodeSafetensorsNetwork }

/** Writes the file, whole or not at all. Throws `Failure` where there is no such checkpoint or no place for the file. */
export async function exportNetwork(store: Store, request: NetworkExportRequest): Promise<ExportedNetwork> {
  const { runId, step, format } = request
  const checkpoint = store.checkpoints.chosen(runId, step)
  const folder = resolve(request.folder)
  const file = join(folder, `${request.name}.${format}`)
  if (existsSync(file)) throw new Failure('conflict', `${file} is there already. Choose another name.`)
  const bytes = encoders[format](trainedNetwork(store, runId, checkpoint))
  const part = `${file}.part`
  try {
    makeFolder(folder)
    await write(part, bytes)
    await rename(part, file)
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined)
    throw unwritable(file, error)
  }
  return { file, bytes: bytes.length, step: checkpoint.step, epoch: checkpoint.epoch }
}

function trainedNetwork(store: Store, runId: number, checkpoint: CheckpointRow): TrainedNetwork {
  const { name, settings, classNames } = store.runs.get(runId)
  const normalisation = store.runInputs.knownNormalisation(runId)
  const { step, epoch, weightsSha256 } = checkpoint
  const network = networkOf(settings, classNames.length)
  const tensors = store.checkpoints.weights(checkpoint.id)
  return {
    network,
    classNames,
    normalisation,
    parameters: new Map(tensors.map(({ name, shape, data }) => [name, { shape, data }])),
    facts: {
      preprocessing: preprocessingOf(network),
      run: name,
      epoch: String(epoch),
      step: String(step),
      weights_sha256: weightsSha256,
    },
  }
}

/** How the program cuts a picture for this network. */
function preprocessingOf(network: NetworkSpec): string {
  const [source, crop] = [sourceSide(network), network.crop]
  const smaller = source === pixelSide ? '' : `, then to ${String(source)} by averaging`
  return (
    `Turn the picture upright, convert it to sRGB, scale its shorter side to ${String(pixelSide)} pixels with a bilinear ` +
    `(triangle) filter${smaller}, and take the ${String(crop)}×${String(crop)} pixels at its centre.`
  )
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  await using file = await open(path, 'w')
  await file.writeFile(bytes)
  await file.datasync()
}

function unwritable(file: string, error: unknown): Failure {
  const { code } = error as NodeJS.ErrnoException
  const reason = code === 'ENOSPC' ? 'the disk is full' : (code ?? String(error))
  return new Failure('failed', `${file} cannot be written (${reason}). Choose another folder.`, undefined, {
    cause: error,
  })
}
