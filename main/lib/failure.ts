/** An error meant for a person: a code for programs, and a sentence that says what is wrong and what to do. */
export type FailureCode = 'invalid-input' | 'not-found' | 'conflict' | 'unsupported' | 'cancelled' | 'failed'

export class Failure extends Error {
  readonly code: FailureCode
  readonly details: unknown

  constructor(code: FailureCode, message: string, details?: unknown, options?: ErrorOptions) {
    super(message, options)
    this.name = 'Failure'
    this.code = code
    this.details = details
  }
}
