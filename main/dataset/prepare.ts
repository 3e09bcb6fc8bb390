/** Opens the sources of an import, looks at all of them, and tells how their pictures get classes and splits. */
import { basename, dirname, sep } from 'node:path'
import { pictureName, type Split } from '../../preload/contract/index.ts'
import { isWithin } from '../image/within.ts'
import { Failure } from '../lib/failure.ts'
import type { SourceOptions } from '../store/store.ts'
import type { Lookout } from './lookout.ts'
import { findTexts, readSynsets, readTruth } from './sources/ilsvrc.ts'
import { classFoldersOf, layoutOf, type Layout } from './sources/layout.ts'
import { lookThrough } from './sources/look.ts'
import { openSource, sourcesThereAre } from './sources/open.ts'
import type { Look, Source } from './sources/source.ts'

/** A source as it was asked for, or as it is kept. */
export interface SourceRequest extends SourceOptions {
  readonly path: string
  /** Of all its pictures; `null` or absent where its folders name it or it is drawn. */
  readonly split?: Split | null | undefined
  /** Of one that the dataset has already. */
  readonly sourceId?: number | undefined
}

export interface PreparedSource {
  readonly source: Source
  readonly sourceId: number | undefined
  readonly layout: Layout
  readonly split: Split | null
  readonly options: SourceOptions
  readonly entries: number
  readonly pictures: number
}

/**
 * The sources in the order in which they are to be read: those of the test first. Throws `Failure('invalid-input')`
 * where one is of no use, or two of them overlap, and `Failure('cancelled')`.
 */
export async function prepareSources(requests: readonly SourceRequest[], lookout: Lookout): Promise<PreparedSource[]> {
  const opened: Opened[] = []
  for (const request of gathered(requests)) {
    const source = await openSource(request.path, request)
    const options =
      source.kind === 'folder' ? { ...(await findTexts(source.folder)), ...optionsOf(request) } : optionsOf(request)
    opened.push({ request, source, options, look: await lookThrough(source, lookout) })
  }
  demandApart(opened.map(({ source }) => source))
  for (const { source, look } of opened) demandPictures(source, look)
  const prepared = await withLayouts(opened)
  return [...prepared.filter(({ split }) => split === 'test'), ...prepared.filter(({ split }) => split !== 'test')]
}

interface Opened {
  readonly request: SourceRequest
  readonly source: Source
  readonly options: SourceOptions
  readonly look: Look
}

/** Puts single pictures of one folder together, so that a hundred dropped files make one source. */
function gathered(requests: readonly SourceRequest[]): SourceRequest[] {
  const isPicture = ({ path, names }: SourceRequest) => !names && pictureName.test(path)
  const groups = Map.groupBy(requests.filter(isPicture), ({ path, split }) => `${split ?? ''} ${dirname(path)}`)
  const pictures = [...groups.values()].map((group): SourceRequest => {
    return { ...group[0]!, path: dirname(group[0]!.path), names: group.map(({ path }) => basename(path)) }
  })
  return [...requests.filter((request) => !isPicture(request)), ...pictures]
}

function optionsOf({ path: _, split: __, sourceId: ___, ...options }: SourceRequest): SourceOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}

async function withLayouts(opened: readonly Opened[]): Promise<PreparedSource[]> {
  const levelOf = ({ classLevel = 'auto' }: SourceOptions) => classLevel
  const synsetFile = opened.find(({ options }) => options.classNames)?.options.classNames
  const synsets = synsetFile === undefined ? undefined : await readSynsets(synsetFile)
  const folders = new Set(opened.flatMap(({ look, options }) => classFoldersOf(look, levelOf(options))))
  const numbered = synsets ? [...synsets.keys()] : [...folders].sort()
  const prepared: PreparedSource[] = []
  for (const { request, source, look, options } of opened) {
    const truth = options.groundTruth === undefined ? undefined : await readTruth(options.groundTruth, numbered)
    const layout = layoutOf(look, source.kind === 'pictures' ? 'none' : levelOf(options), { synsets, truth })
    const { entries, pictures } = look
    prepared.push({
      source,
      sourceId: request.sourceId,
      layout,
      split: request.split ?? null,
      options,
      entries,
      pictures,
    })
  }
  return prepared
}

/** Two sources that overlap would bring pictures twice, and a test that is part of the training means nothing. */
function demandApart(sources: readonly Source[]): void {
  const byPath = sources
    .filter(({ kind }) => kind === 'folder')
    .toSorted((a, b) => (a.folder + sep < b.folder + sep ? -1 : 1))
  for (const [index, { folder }] of byPath.entries()) {
    const above = byPath[index - 1]
    if (!above || !isWithin(above.folder, folder)) continue
    throw new Failure(
      'invalid-input',
      `The folders ${above.folder} and ${folder} overlap, so that pictures would come twice. Choose separate folders.`,
    )
  }
}

function demandPictures({ path, kind }: Source, { pictures }: Look): void {
  if (pictures > 0) return
  const what = kind === 'manifest' ? 'It names no pictures.' : 'There are no pictures in it.'
  throw new Failure('invalid-input', `${path} cannot be imported. ${what} ${sourcesThereAre}`)
}
