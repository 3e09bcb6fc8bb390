/** What lies in a dropped folder, as a browser shows it to the page that it was dropped on. */

/** The files at any depth, by name, hidden ones left out. Who has enough of them stops. */
export async function* filesIn(folder: FileSystemDirectoryEntry): AsyncGenerator<FileSystemFileEntry> {
  const entries = (await readEntries(folder)).filter(({ name }) => !name.startsWith('.'))
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory) yield* filesIn(entry as FileSystemDirectoryEntry)
    else yield entry as FileSystemFileEntry
  }
}

export function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => {
    entry.file(resolve, reject)
  })
}

/** A reader gives a folder's entries in portions, and an empty one at the end. */
async function readEntries(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject)
    })
    if (portion.length === 0) return all
    all.push(...portion)
  }
}
