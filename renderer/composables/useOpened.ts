/**
 * What was opened with the program from outside the page (dropped on its icon, named at its start, chosen in a menu),
 * kept until the page that deals with it takes it.
 */
import { shallowRef, watch } from 'vue'
import type { ShallowRef } from 'vue'
import type { OpenedFile } from '../../preload/contract/index.ts'
import { call } from '../client/client.ts'
import type { OpenedFolder } from '../client/client.ts'
import { lastPart } from '../format.ts'

const folder = shallowRef<OpenedFolder | null>(null)
const files = shallowRef<readonly OpenedFile[] | null>(null)

/** Fetches what was opened since the last time; answers which page deals with it. */
export async function fetchOpened(): Promise<'datasets' | 'classify' | null> {
  const opened = await call('window.takeOpened', {})
  const path = opened.folders.at(-1)
  if (path !== undefined) folder.value = { path, name: lastPart(path) }
  if (opened.files.length > 0) files.value = opened.files
  if (path !== undefined) return 'datasets'
  return opened.files.length > 0 ? 'classify' : null
}

/** Hands a folder that was opened to the component, now or as long as it lives. */
export function useOpenedFolder(take: (folder: OpenedFolder) => void): void {
  handOver(folder, take)
}

/** Hands pictures that were opened to the component, now or as long as it lives. */
export function useOpenedFiles(take: (files: readonly OpenedFile[]) => void): void {
  handOver(files, take)
}

function handOver<Thing>(kept: ShallowRef<Thing | null>, take: (thing: Thing) => void): void {
  watch(
    kept,
    (thing) => {
      if (thing === null) return
      kept.value = null
      take(thing)
    },
    { immediate: true },
  )
}
