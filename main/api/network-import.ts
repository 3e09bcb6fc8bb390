/** Networks of other programs as runs of this one. */
import { basename, extname, resolve } from 'node:path'
import { readNetwork, type ReadOptions } from '../interchange/reading/read-network.ts'
import { adoptNetwork } from '../run/adopt.ts'
import type { Store } from '../store/store.ts'

export interface NetworkImportRequest extends ReadOptions {
  readonly file: string
  /** Absent: the file's, without the ending. */
  readonly name?: string | undefined
}

/** Answers the run. Throws `Failure` where the file is of no use, `DiskFull`. */
export async function importNetwork(store: Store, request: NetworkImportRequest): Promise<number> {
  const path = resolve(request.file)
  const network = await readNetwork(path, request)
  const file = basename(path)
  return adoptNetwork(store, network, file, request.name ?? basename(file, extname(file)).slice(0, 120))
}
