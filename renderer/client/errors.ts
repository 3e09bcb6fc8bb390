/** Errors as pages see them. */
import type { ErrorCode } from '../../preload/contract/index.ts'
import { t } from '../locales/text.ts'

/** A refusal of the program: a code to test and a sentence to show. */
export class ClientError extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string) {
    super(message)
    this.name = 'ClientError'
    this.code = code
  }
}

/** The sentence for whatever was thrown; who shows it says it in the language chosen then (`said`). */
export function sentenceOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : t('frame.failed')
}
