/** A trained network out of a file of another program, or of this one's export. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import { networkExtensions, type PixelForm } from '../../../preload/contract/index.ts'
import { Failure } from '../../lib/failure.ts'
import imagenet from '../../../resources/imagenet-classes.json' with { type: 'json' }
import { layersOf } from '../../network/layers.ts'
import { readCaffe } from './caffe-file.ts'
import type { Content } from './content.ts'
import { toPaperLrn } from './lrn.ts'
import { readOnnx } from './onnx-weights.ts'
import { seenAs } from './pixels.ts'
import { readPytorch } from './pytorch-file.ts'
import { recognise, type Recognised } from './recognise.ts'
import { decodeSafetensors } from '../formats/safetensors.ts'
import type { Normalisation, Tensor } from '../parameters.ts'

export interface ReadNetwork extends Recognised {
  /** In the order of the logits. */
  readonly classNames: readonly string[]
  readonly normalisation: Normalisation
}

export interface ReadOptions {
  /** Names of the classes, in the order of the logits; absent: the file's own, ImageNet's where there are 1000, or numbers. */
  readonly classNames?: readonly string[] | undefined
  /** What the weights see of pixels, instead of what the file says or is usual for such a file. */
  readonly pixels?: PixelForm | undefined
}

/** What reads files that end so, and what they are called. */
const forms: Readonly<
  Record<(typeof networkExtensions)[number], { title: string; read: (path: string) => Promise<Content> }>
> = {
  safetensors: { title: 'safetensors', read: readSafetensors },
  pth: { title: 'PyTorch', read: readPytorch },
  pt: { title: 'PyTorch', read: readPytorch },
  onnx: { title: 'ONNX', read: readOnnx },
  caffemodel: { title: 'Caffe', read: readCaffe },
}

const nameList = z.array(z.string())

/** Throws `Failure('invalid-input')` that says why it is none of the networks here, or cannot be read. */
export async function readNetwork(path: string, options: ReadOptions = {}): Promise<ReadNetwork> {
  const file = basename(path)
  const { tensors, metadata, pixels, lrn } = await contentOf(path)
  const { name, network, parameters } = recognise(tensors, file, metadata.network)
  for (const [parameter, { data }] of parameters) {
    if (!data.every(Number.isFinite)) {
      throw new Failure('invalid-input', `${parameter} in ${file} has numbers that are none (NaN or infinite).`)
    }
  }
  if (lrn && !toPaperLrn(parameters, layersOf(network), lrn)) {
    throw new Failure(
      'invalid-input',
      `${file} normalises responses with an exponent of ${String(lrn.beta)}, not 0.75.`,
    )
  }
  const own = options.pixels ? undefined : ownNormalisation(tensors, network.crop)
  const first = [...parameters.keys()][0]!
  const seen = own ? undefined : seenAs(options.pixels ?? pixels ?? 'torchvision', parameters.get(first)!)
  if (seen) parameters.set(first, seen.weight)
  return {
    ...{ name, network, parameters },
    normalisation: own ?? seen!.normalisation,
    classNames: namesFor(network.classes, file, options.classNames, metadata.classes),
  }
}

async function contentOf(path: string): Promise<Content> {
  const file = basename(path)
  const extension = networkExtensions.find((one) => file.toLowerCase().endsWith(`.${one}`))
  if (!extension) {
    const endings = networkExtensions.map((one) => `.${one}`).join(', ')
    throw new Failure('invalid-input', `${file} is not read here: choose a file ending in ${endings}.`)
  }
  const { title, read } = forms[extension]
  try {
    return await read(path)
  } catch (error) {
    if (error instanceof Failure) throw error
    const { code, message } = error as NodeJS.ErrnoException
    const reason = code === 'ENOENT' ? 'it is not there' : code
    throw new Failure(
      'invalid-input',
      reason === undefined
        ? `${file} is not a usable ${title} file: ${message.replace(/\.$/, '')}.`
        : `${path} cannot be read (${reason}). Choose another file.`,
      undefined,
      { cause: error },
    )
  }
}

async function readSafetensors(path: string): Promise<Content> {
  const { tensors, metadata } = decodeSafetensors(await readFile(path), basename(path))
  const numbers = [...tensors].flatMap(([name, { type, shape, data }]): [string, Tensor][] =>
    type === 'F32' ? [[name, { shape, data }]] : [],
  )
  return { tensors: new Map(numbers), metadata, pixels: 'torchvision' }
}

/** What this program's own exports say, as `meanTensor` lays it out. */
function ownNormalisation(tensors: ReadonlyMap<string, Tensor>, crop: number): Normalisation | undefined {
  const [mean, scale] = [tensors.get('input.mean'), tensors.get('input.scale')?.data[0]]
  const isMean = mean && (mean.data.length === 3 || mean.data.length === 3 * crop * crop)
  if (!isMean || scale === undefined || !Number.isFinite(scale) || !mean.data.every(Number.isFinite)) return undefined
  const pixels = mean.data.length / 3
  return { mean: Array.from(mean.data, (_, index) => mean.data[(index % 3) * pixels + Math.floor(index / 3)]!), scale }
}

/** @param described JSON of the names that the file has */
function namesFor(
  classes: number,
  file: string,
  given: readonly string[] | undefined,
  described: string | undefined,
): readonly string[] {
  if (given && given.length !== classes) {
    throw new Failure(
      'invalid-input',
      `${file} tells ${String(classes)} classes apart; the names given are ${String(given.length)}. Give one for each, in the order of its outputs.`,
    )
  }
  const own = given ?? (described === undefined ? undefined : parseNames(described))
  if (own?.length === classes) return own
  if (classes === imagenet.names.length) return imagenet.names
  return Array.from({ length: classes }, (_, index) => `class ${String(index + 1)}`)
}

function parseNames(described: string): readonly string[] | undefined {
  try {
    return nameList.parse(JSON.parse(described))
  } catch {
    return undefined
  }
}
