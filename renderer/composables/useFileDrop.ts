/**
 * Files and folders dropped anywhere on the window while the component lives. `over` is true while something that the
 * page could take hangs above it.
 */
import { onScopeDispose, shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import type { DroppedFolder } from '../client/client.ts'

export interface Drop<Folder = DroppedFolder> {
  readonly files: readonly File[]
  readonly folders: readonly Folder[]
}

export interface UseFileDropOptions {
  onDrop(drop: Drop): void
}

export function useFileDrop({ onDrop }: UseFileDropOptions): ShallowRef<boolean> {
  const over = shallowRef(false)
  /** Elements entered less elements left: leaving a child for its parent must not count as leaving the window. */
  let depth = 0

  function enter(event: DragEvent): void {
    if (!carriesFiles(event)) return
    depth++
    over.value = true
  }

  function leave(event: DragEvent): void {
    if (!carriesFiles(event)) return
    depth = Math.max(0, depth - 1)
    over.value = depth > 0
  }

  function drop(event: DragEvent): void {
    depth = 0
    over.value = false
    if (!event.dataTransfer) return
    const { files, folders } = contents(event.dataTransfer)
    if (files.length + folders.length > 0) onDrop({ files, folders })
  }

  window.addEventListener('dragenter', enter)
  window.addEventListener('dragleave', leave)
  window.addEventListener('drop', drop)
  onScopeDispose(() => {
    window.removeEventListener('dragenter', enter)
    window.removeEventListener('dragleave', leave)
    window.removeEventListener('drop', drop)
  })
  return over
}

/** Keeps a file that is dropped where nobody takes it from replacing the page. */
export function refuseStrayDrops(): void {
  for (const name of ['dragover', 'drop'] as const) {
    window.addEventListener(name, (event) => {
      event.preventDefault()
    })
  }
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false
}

function contents(transfer: DataTransfer): { files: File[]; folders: DroppedFolder[] } {
  const files: File[] = []
  const folders: DroppedFolder[] = []
  for (const item of transfer.items) {
    const file = item.getAsFile()
    const entry = item.webkitGetAsEntry()
    if (entry?.isDirectory) folders.push({ entry: entry as FileSystemDirectoryEntry, file })
    else if (file) files.push(file)
  }
  return { files, folders }
}
