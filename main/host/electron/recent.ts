/** The workspaces that were opened last, newest first, shared by all of them. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

const most = 8

export interface RecentWorkspaces {
  /** Those that still exist. */
  list(): readonly string[]
  add(folder: string): void
  clear(): void
}

export function openRecent(file: string): RecentWorkspaces {
  const read = (): string[] => {
    try {
      return z.array(z.string()).parse(JSON.parse(readFileSync(file, 'utf8')))
    } catch {
      return []
    }
  }
  const write = (folders: readonly string[]): void => {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify(folders))
  }
  return {
    list: () => read().filter((folder) => existsSync(folder)),
    add(folder) {
      write([folder, ...read().filter((other) => other !== folder)].slice(0, most))
    },
    clear() {
      write([])
    },
  }
}
