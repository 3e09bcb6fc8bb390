/** `bench train`: this program's training step and PyTorch's, by turns in one run, since machines are noisy. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { median } from './median.ts'

export interface TrainBenchOptions {
  readonly network: 'alexnet' | 'alexnet-2gpu' | 'alexnet-torchvision'
  readonly batch: number
  /** 0 for all cores. */
  readonly threads: number
  readonly rounds: number
  /** Of this program, in MB; 0 leaves it to the engine. */
  readonly memory: number
  /** PyTorch's script; it prints one JSON line with images_per_s and peak_rss_mb. */
  readonly peer: string
}

const turn = z.object({ images_per_s: z.number(), peak_rss_mb: z.number() })
const ourTurn = turn.extend({ gemm_share: z.number(), gemm_gflops: z.number(), outside_share: z.number() })

/** Medians over the rounds; `ratio` is the median of each round's. */
export function benchTrain({ network, batch, threads: asked, rounds, memory, peer }: TrainBenchOptions) {
  if (!existsSync(peer)) throw new Error(`There is no ${peer}; name PyTorch's script with --peer.`)
  const threads = asked === 0 ? availableParallelism() : asked
  const ours: z.infer<typeof ourTurn>[] = []
  const theirs: z.infer<typeof turn>[] = []
  for (let round = 0; round < rounds; round++) {
    const steps = batch >= 128 ? '3' : '5'
    const script = join(import.meta.dirname, 'train-steps.ts')
    ours.push(
      ourTurn.parse(run(process.execPath, [script, network, String(batch), String(threads), steps, String(memory)])),
    )
    const name = network.replace('alexnet-torchvision', 'torchvision')
    const size = ['--batch', String(batch), '--threads', String(threads), '--steps', steps]
    theirs.push(turn.parse(run('/usr/bin/python3', [peer, '--network', name, ...size])))
  }
  return {
    network,
    batch,
    threads,
    ours: median(ours.map((each) => each.images_per_s)),
    peer: median(theirs.map((each) => each.images_per_s)),
    ratio: median(ours.map((each, round) => each.images_per_s / theirs[round]!.images_per_s)),
    gemmShare: median(ours.map((each) => each.gemm_share)),
    outsideShare: median(ours.map((each) => each.outside_share)),
    gemmGflops: median(ours.map((each) => each.gemm_gflops)),
    peakMegabytes: Math.max(...ours.map((each) => each.peak_rss_mb)),
    peerPeakMegabytes: Math.max(...theirs.map((each) => each.peak_rss_mb)),
  }
}

function run(command: string, args: readonly string[]): unknown {
  return JSON.parse(execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }))
}
