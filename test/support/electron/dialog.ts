/** `dialog`: each is recorded, and answered by what the test has laid ready; one that nobody answers waits. */
import { strict } from './strict.ts'

export interface ShownDialog {
  readonly kind: 'open' | 'message' | 'error'
  readonly options: object
}

export const shown: ShownDialog[] = []
const answers: unknown[] = []
const waiting: ((answer: unknown) => void)[] = []

/** What the person answers: paths for `open`, the number of a button for `message`. */
export function answerDialog(answer: unknown): void {
  const first = waiting.shift()
  if (first) first(answer)
  else answers.push(answer)
}

async function show(kind: ShownDialog['kind'], options: object): Promise<unknown> {
  shown.push({ kind, options })
  if (answers.length > 0) return answers.shift()
  return new Promise((resolve) => waiting.push(resolve))
}

/** The window that some dialogs are given first only says where they are. */
const optionsOf = (args: readonly object[]): object => args.at(-1) ?? {}

export const dialog = strict('dialog', {
  async showOpenDialog(...args: object[]) {
    const filePaths = (await show('open', optionsOf(args))) as string[]
    return { canceled: filePaths.length === 0, filePaths }
  },
  async showMessageBox(...args: object[]) {
    return { response: (await show('message', optionsOf(args))) as number, checkboxChecked: false }
  },
  showErrorBox(title: string, content: string): void {
    shown.push({ kind: 'error', options: { title, content } })
    console.error(`${title}: ${content}`)
  },
})
