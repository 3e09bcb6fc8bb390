/** Sends dropped files and folders to the loopback host, which cannot see where a browser has them from. */
import type { FileReference } from '../contract/models.ts'
import { fileOf, filesIn } from './entries.ts'

/** Requests under way at once: a browser opens six connections to one host. */
const parallelUploads = 6

export async function uploadFile(file: File): Promise<FileReference> {
  const { id } = (await send('POST', '/uploads', file)) as { id: string }
  return { kind: 'upload', id, name: file.name }
}

/** Uploads files into one folder, and answers the paths of the copies. */
export async function uploadFiles(
  files: readonly File[],
  progress: (done: number, total: number) => void,
): Promise<string[]> {
  const name = 'files'
  const folder = await newFolder(name)
  await inParallel(files, progress, (file) => sendInto(folder, `${name}/${file.name}`, file))
  return files.map((file) => `${folder.path}/${file.name}`)
}

/** Uploads a folder's files, hidden ones left out, and answers the path of the copy. */
export async function uploadFolder(
  drop: FileSystemDirectoryEntry | File,
  progress: (done: number, total: number) => void,
): Promise<string> {
  if (drop instanceof File) throw new Error('A browser does not show what a folder holds this way; drop the folder.')
  const { name, fullPath } = drop
  const files: FileSystemFileEntry[] = []
  for await (const file of filesIn(drop)) files.push(file)
  const folder = await newFolder(name)
  await inParallel(files, progress, async (entry) => {
    await sendInto(folder, `${name}${entry.fullPath.slice(fullPath.length)}`, await fileOf(entry))
  })
  return folder.path
}

interface UploadFolder {
  readonly id: string
  readonly path: string
}

async function newFolder(name: string): Promise<UploadFolder> {
  const query = new URLSearchParams({ name })
  return (await send('POST', `/uploads/folders?${query.toString()}`)) as UploadFolder
}

async function sendInto(folder: UploadFolder, path: string, file: File): Promise<void> {
  const query = new URLSearchParams({ path })
  await send('PUT', `/uploads/folders/${folder.id}?${query.toString()}`, file)
}

async function inParallel<Item>(
  items: readonly Item[],
  progress: (done: number, total: number) => void,
  upload: (item: Item) => Promise<void>,
): Promise<void> {
  let done = 0
  const waiting = items.values()
  progress(0, items.length)

  async function sendInTurn(): Promise<void> {
    for (const item of waiting) {
      await upload(item)
      progress(++done, items.length)
    }
  }
  await Promise.all(Array.from({ length: parallelUploads }, sendInTurn))
}

/** Throws with the host's sentence where it refuses. */
async function send(method: string, url: string, body?: Blob): Promise<unknown> {
  const response = await fetch(url, { method, ...(body ? { body } : {}) })
  if (!response.ok) throw new Error((await response.text()).trim())
  return response.json()
}
