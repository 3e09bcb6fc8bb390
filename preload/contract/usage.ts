/** How fast a run trains and what it takes of the machine. */
import { z } from 'zod'

export const usage = z.object({
  /** Resident bytes of the process that trains. */
  memoryBytes: z.number(),
  /** Its part of all cores' time, 0 to 1. */
  processorLoad: z.number(),
  /** Part of the time in which the GPU computes, 0 to 1; `null` without one and where the platform does not tell. */
  gpuLoad: z.number().nullable(),
  /** Bytes of the GPU's memory that are in use, by whatever program. */
  gpuMemoryBytes: z.number().nullable(),
})
export type Usage = z.infer<typeof usage>

/** Of at least one sample: the highest memory and the mean loads, of the GPU where any sample tells them. */
export function joinedUsage(samples: readonly Usage[]): Usage {
  const told = (key: keyof Usage) => samples.flatMap((sample) => sample[key] ?? [])
  return {
    memoryBytes: highest(told('memoryBytes'))!,
    processorLoad: mean(told('processorLoad'))!,
    gpuLoad: mean(told('gpuLoad')),
    gpuMemoryBytes: highest(told('gpuMemoryBytes')),
  }
}

function highest(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((most, value) => Math.max(most, value))
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value) / values.length
}

/** After a step, over the last seconds or the epoch that it ended. */
export const usageRecord = usage.extend({
  step: z.int(),
  imagesPerSecond: z.number(),
  /** Part of the training time that went into waiting for pictures, 0 to 1. */
  waitingShare: z.number(),
})
export type UsageRecord = z.infer<typeof usageRecord>
