/**
 * Errors that cross the border, as data: a code that programs test and a sentence that people read.
 * Classes and stacks stay on the side where they arose.
 */
import { z } from 'zod'

export const errorCodes = [
  /** The request does not have the shape or range that its method states. */
  'invalid-input',
  /** The thing named does not exist (any more). */
  'not-found',
  /** The thing exists already, or its state does not allow this now. */
  'conflict',
  /** This host or this machine cannot do it. */
  'unsupported',
  /** A person or a closing window ended it. */
  'cancelled',
  /** A job was well formed, was begun, and failed. */
  'failed',
  /** A defect of the program. */
  'internal',
] as const

export const errorCode = z.enum(errorCodes)
export type ErrorCode = z.infer<typeof errorCode>

/** What is wrong and what to do, in one sentence; `details` is for programs. */
export const failure = z.object({
  code: errorCode,
  message: z.string(),
  details: z.unknown().optional(),
})
export type Failure = z.infer<typeof failure>
