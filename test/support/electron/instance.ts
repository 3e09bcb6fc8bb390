/** One instance for each folder of user data, between processes: a lock file, and a folder that later starts write to. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type SecondStart = (argv: string[], folder: string, data: unknown) => void

/** Answers whether this process is the first; a later one hands its arguments to it. */
export function claimInstance(userData: string, data: unknown, hear: SecondStart): boolean {
  mkdirSync(userData, { recursive: true })
  const lock = join(userData, 'stand-in.lock')
  const starts = join(userData, 'stand-in.starts')
  mkdirSync(starts, { recursive: true })
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch {
      if (isAlive(Number(readFileSync(lock, 'utf8')))) {
        const file = join(starts, String(process.pid))
        writeFileSync(`${file}.new`, JSON.stringify({ argv: process.argv, folder: process.cwd(), data }))
        renameSync(`${file}.new`, `${file}.json`)
        return false
      }
      rmSync(lock, { force: true })
    }
  }
  watch(starts, () => {
    for (const name of readdirSync(starts).filter((name) => name.endsWith('.json'))) {
      const { argv, folder, data } = JSON.parse(readFileSync(join(starts, name), 'utf8')) as {
        argv: string[]
        folder: string
        data: unknown
      }
      rmSync(join(starts, name))
      hear(argv, folder, data)
    }
  }).unref()
  process.once('exit', () => {
    rmSync(lock, { force: true })
  })
  return true
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
