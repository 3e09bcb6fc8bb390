/** Checks that a folder can become a dataset, before there is one: one sub-folder a class, pictures in at least two. */
import { realpath } from 'node:fs/promises'
import { isAbsolute, relative, sep } from 'node:path'
import { Failure } from '../lib/failure.ts'
import { list, walk, type Found, type Listing } from './walk.ts'

export interface ClassFolder {
  /** The class's name: the folder's, in Unicode's composed form, whatever the file system keeps. */
  readonly name: string
  /** Name of the folder. */
  readonly folder: string
}

export interface Layout {
  /** Absolute, links resolved. */
  readonly folder: string
  /** Sorted by folder. */
  readonly classes: readonly ClassFolder[]
  /** What lies in the folder but belongs to no class, with the reason. */
  readonly strays: readonly Required<Found>[]
}

const expected = 'It needs one sub-folder for each class, named like the class, with its pictures in it.'

const splitNames = /^(train(ing)?|val(id(ation)?)?|test(ing)?)$/i

/** Throws `Failure('invalid-input')` that says what is wrong with the folder and what it should look like. */
export async function readLayout(path: string): Promise<Layout> {
  const { folder, listing } = await open(path)
  if (listing.folders.length > 1 && listing.folders.every((name) => splitNames.test(name))) {
    const found = listing.folders.map((name) => `“${name}”`).join(' and ')
    throw new Failure(
      'invalid-input',
      `${path} is divided into ${found}, which are no classes. Choose its training folder, and its test folder as the test folder.`,
    )
  }
  const classes: ClassFolder[] = []
  const strays = listing.pictures.map((name) => ({ path: name, reason: 'left out: it lies in no class folder' }))
  for (const name of listing.folders) {
    const first = await walk(folder, name).next()
    if (!first.done) classes.push({ name: name.normalize('NFC'), folder: name })
    else strays.push({ path: name, reason: 'left out: the folder holds no pictures' })
  }
  if (classes.length === 0) {
    const found = listing.pictures.length > 0 ? 'Its pictures lie in no sub-folders.' : 'There are no pictures in it.'
    throw new Failure('invalid-input', `${path} cannot be imported. ${found} ${expected}`)
  }
  return { folder, classes, strays }
}

/** Throws `Failure('invalid-input')` where there is only one class. */
export function demandTwoClasses({ classes }: Layout, path: string): void {
  if (new Set(classes.map((one) => one.name)).size > 1) return
  throw new Failure(
    'invalid-input',
    `${path} has only one class with pictures, “${classes[0]!.name}”. A network needs at least two to tell apart. ${expected}`,
  )
}

/**
 * Throws `Failure('invalid-input')` where the test folder has a class that the training folder lacks (no network could
 * ever be right about it), or where one folder lies in the other.
 */
export function demandMatch(training: Layout, test: Layout): void {
  if (contains(training.folder, test.folder) || contains(test.folder, training.folder)) {
    throw new Failure(
      'invalid-input',
      `The test folder ${test.folder} and the training folder ${training.folder} overlap, so the test would mean ` +
        'nothing. Choose two separate folders.',
    )
  }
  const known = new Set(training.classes.map((one) => one.name))
  const unknown = test.classes.map((one) => one.name).filter((name) => !known.has(name))
  if (unknown.length === 0) return
  const named = unknown.slice(0, 5).map((name) => `“${name}”`)
  const rest = unknown.length > 5 ? ` and ${unknown.length - 5} more` : ''
  throw new Failure(
    'invalid-input',
    `The test folder has classes that the training folder lacks: ${named.join(', ')}${rest}. Name its sub-folders as ` +
      `in ${training.folder}.`,
  )
}

async function open(path: string): Promise<{ folder: string; listing: Listing }> {
  try {
    const folder = await realpath(path)
    return { folder, listing: await list(folder) }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const reason =
      code === 'ENOENT'
        ? 'does not exist'
        : code === 'ENOTDIR'
          ? 'is a file, not a folder'
          : code === 'EACCES' || code === 'EPERM'
            ? 'cannot be read by this user'
            : `cannot be read (${code ?? String(error)})`
    throw new Failure('invalid-input', `${path} ${reason}. Choose a folder of pictures. ${expected}`, undefined, {
      cause: error,
    })
  }
}

function contains(outer: string, inner: string): boolean {
  const way = relative(outer, inner)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way))
}
