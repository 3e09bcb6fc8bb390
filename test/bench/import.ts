/**
 * `bench import`: pictures a second of a whole import by the built program (rows, pixels and all, once its source has
 * been looked at) and of torchvision's DataLoader with two workers, which keeps nothing, by turns in one run, since
 * machines are noisy.
 */
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { median } from './median.ts'

export interface ImportBenchOptions {
  readonly folder: string
  readonly rounds: number
  /** torchvision's script; it prints one JSON line with images and images_per_s. */
  readonly peer: string
}

interface OurTurn {
  readonly images: number
  readonly imagesPerSecond: number
  /** Peak of the resident set; 0 where the system does not tell. */
  readonly megabytes: number
}

const peerTurn = z.object({ images_per_s: z.number() })
const progress = z.object({ phase: z.string(), done: z.int(), imagesPerSecond: z.number() })

/** Medians over the rounds; `ratio` is the median of each round's. */
export async function benchImport({ folder, rounds, peer }: ImportBenchOptions) {
  if (!existsSync(peer)) throw new Error(`There is no ${peer}; name torchvision's script with --peer.`)
  const ours: OurTurn[] = []
  const theirs: number[] = []
  for (let round = 0; round < rounds; round++) {
    ours.push(await importOnce(folder))
    theirs.push(loadOnce(peer, folder))
  }
  return {
    folder,
    images: ours[0]!.images,
    ours: median(ours.map((each) => each.imagesPerSecond)),
    peer: median(theirs),
    ratio: median(ours.map((each, round) => each.imagesPerSecond / theirs[round]!)),
    peakMegabytes: Math.max(...ours.map((each) => each.megabytes)),
  }
}

async function importOnce(folder: string): Promise<OurTurn> {
  const workspace = mkdtempSync(join(tmpdir(), 'alexnet-studio-bench-'))
  try {
    const program = join(import.meta.dirname, '../../out/main/terminal.js')
    const args = [program, 'import', folder, '--name', 'bench', '--workspace', workspace, '--json']
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let last: OurTurn | undefined
    let megabytes = 0
    for await (const line of createInterface(child.stdout)) {
      megabytes = Math.max(megabytes, peakOf(child.pid!))
      const { success, data } = progress.safeParse(JSON.parse(line))
      if (success && data.phase === 'done')
        last = { images: data.done, imagesPerSecond: data.imagesPerSecond, megabytes }
    }
    if (!last) throw new Error(`${folder} could not be imported.`)
    return last
  } finally {
    rmSync(workspace, { recursive: true, force: true })
  }
}

function loadOnce(peer: string, folder: string): number {
  const text = execFileSync('/usr/bin/python3', [peer, folder, '--workers', '2'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return peerTurn.parse(JSON.parse(text)).images_per_s
}

/** Linux alone tells it of a process that runs. */
function peakOf(pid: number): number {
  try {
    const [, kilobytes = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Number(kilobytes) / 1024
  } catch {
    return 0
  }
}
