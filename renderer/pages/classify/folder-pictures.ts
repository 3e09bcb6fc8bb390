/** The pictures in folders that were dropped on the page Classify, as many as it can show. */
import { pictureName } from '../../../preload/contract/index.ts'
import { fileOf, filesIn } from '../../client/client.ts'

/** Pictures of one drop of folders; a look at a whole dataset is an evaluation. */
export const mostPictures = 1000

export interface FolderPictures {
  readonly files: readonly File[]
  /** Whether there are more than these. */
  readonly isCut: boolean
}

/** Files named as pictures, at any depth, folder by folder. Rejects where the browser cannot read a folder. */
export async function picturesIn(folders: readonly FileSystemDirectoryEntry[]): Promise<FolderPictures> {
  const files: File[] = []
  for (const folder of folders) {
    for await (const entry of filesIn(folder)) {
      if (!pictureName.test(entry.name)) continue
      if (files.length === mostPictures) return { files, isCut: true }
      files.push(await fileOf(entry))
    }
  }
  return { files, isCut: false }
}
