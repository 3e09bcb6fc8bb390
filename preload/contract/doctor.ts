/** What the doctor finds in a run: the illness, its evidence in numbers, and cures that one click applies. */
import { z } from 'zod'
import { decidedSettings } from './settings.ts'

export const illnesses = [
  /** The loss stays where guessing has it. */
  'stuck',
  /** The loss became no number, and the run ended. */
  'diverged',
  /** Many units of a layer answer 0 to every picture. */
  'dead-units',
  /** Nearly all answers are one class. */
  'one-class',
  /** The loss rises, or jumps about above where it has been. */
  'rate-too-high',
  /** The loss falls, but too slowly to get anywhere in this run. */
  'rate-too-low',
  /** Training goes on getting better where validation gets worse. */
  'overfitting',
  /** The processor would train faster than the device that does. */
  'slow-device',
  /** Training waits for pictures. */
  'starved',
] as const

/** What would help, ready to be applied. */
export const cure = z.discriminatedUnion('kind', [
  /** To the run as it goes: `runs.setRate`. */
  z.object({ kind: z.literal('rate'), words: z.string(), learningRate: z.number() }),
  /** A new run with these settings changed: `runs.start` with those of this run. */
  z.object({ kind: z.literal('start'), words: z.string(), settings: decidedSettings }),
  /** A new run that goes on from a checkpoint with these settings changed: `runs.branch`. */
  z.object({ kind: z.literal('branch'), words: z.string(), step: z.int(), settings: decidedSettings }),
])
export type Cure = z.infer<typeof cure>

export const diagnosis = z.object({
  illness: z.enum(illnesses),
  /** Steps done when it was first found, and when it was last looked at. */
  step: z.int(),
  lastStep: z.int(),
  /** Whether it was still so at the last look. */
  current: z.boolean(),
  /** In English; `evidence` is what the sentence is made of. */
  words: z.string(),
  evidence: z.record(z.string(), z.union([z.number(), z.string()])),
  cures: z.array(cure),
})
export type Diagnosis = z.infer<typeof diagnosis>
export type Illness = Diagnosis['illness']
