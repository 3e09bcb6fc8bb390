/**
 * `bench import`: pictures a second of a whole import (rows, pixels and all) and of torchvision's DataLoader with two
 * workers, which keeps nothing, by turns in one run, since machines are noisy.
 */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

export interface ImportBenchOptions {
  readonly folder: string
  readonly rounds: number
  /** torchvision's script; it prints one JSON line with images and images_per_s. */
  readonly peer: string
}

const turn = z.object({ images: z.int(), images_per_s: z.number() })
const ourTurn = turn.extend({ peak_rss_mb: z.number(), longest_block_ms: z.number() })

/** Medians over the rounds; `ratio` is the median of each round's. */
export function benchImport({ folder, rounds, peer }: ImportBenchOptions) {
  if (!existsSync(peer)) throw new Error(`There is no ${peer}; name torchvision's script with --peer.`)
  const ours: z.infer<typeof ourTurn>[] = []
  const theirs: z.infer<typeof turn>[] = []
  for (let round = 0; round < rounds; round++) {
    ours.push(ourTurn.parse(run(process.execPath, [join(import.meta.dirname, 'import-once.ts'), folder])))
    theirs.push(turn.parse(run('/usr/bin/python3', [peer, folder, '--workers', '2'])))
  }
  return {
    folder,
    images: ours[0]!.images,
    ours: median(ours.map((each) => each.images_per_s)),
    peer: median(theirs.map((each) => each.images_per_s)),
    ratio: median(ours.map((each, round) => each.images_per_s / theirs[round]!.images_per_s)),
    peakMegabytes: Math.max(...ours.map((each) => each.peak_rss_mb)),
    longestBlockMilliseconds: Math.max(...ours.map((each) => each.longest_block_ms)),
  }
}

function run(command: string, args: readonly string[]): unknown {
  return JSON.parse(execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }))
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}
