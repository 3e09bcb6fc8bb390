/** Dropout masks: for each output 0 or 1/(1−p), so that kept outputs need no scaling at test time. */
import type { Random } from '../lib/random.ts'

/** Fills the mask: 0 with probability `dropout`, else 1/(1 − dropout). */
export function drawMask(mask: Float32Array, dropout: number, random: Random): void {
  if (dropout === 0.5) drawHalves(mask, random)
  else drawShares(mask, dropout, random)
}

/** A half needs one random bit an output. */
function drawHalves(mask: Float32Array, random: Random): void {
  for (let start = 0; start < mask.length; start += 32) {
    const end = Math.min(start + 32, mask.length)
    let bits = random.uint32()
    for (let at = start; at < end; at++, bits >>>= 1) mask[at] = (bits & 1) << 1
  }
}

function drawShares(mask: Float32Array, dropout: number, random: Random): void {
  const threshold = Math.round(dropout * 2 ** 32)
  const kept = 1 / (1 - dropout)
  for (let at = 0; at < mask.length; at++) mask[at] = random.uint32() < threshold ? 0 : kept
}
