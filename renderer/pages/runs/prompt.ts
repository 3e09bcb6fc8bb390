/** A question for one number or one text, which `PromptDialog.vue` asks. */
import type { z } from 'zod'

export interface Prompt {
  readonly title: string
  readonly help: string
  /** A number with its limits; without it a text is asked for. */
  readonly number?: { readonly value: number; readonly schema: z.ZodType }
  readonly answer: (value: number | string) => void
}
