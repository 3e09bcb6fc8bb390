/** A picture on the page Classify: what shows it, what names it in calls, and what became of it. */
import type { FileReference, OpenedFile, Prediction } from '../../../preload/contract/index.ts'
import { reference } from '../../client/client.ts'
import type { Subject } from '../../components/closer/subject.ts'

/** A picture as it arrives: a file that was dropped or chosen on the page, or one that was opened with the program. */
export type Incoming = File | OpenedFile

export type Outcome =
  | { readonly state: 'waiting' }
  | { readonly state: 'named'; readonly predictions: readonly Prediction[]; readonly milliseconds: number }
  | { readonly state: 'failed'; readonly message: string }

export interface Entry extends Subject {
  readonly id: number
  refer(): Promise<FileReference>
  readonly outcome: Outcome
}

export function createEntry(id: number, file: Incoming): Entry {
  return { id, ...(file instanceof File ? dropped(file) : opened(file)), outcome: { state: 'waiting' } }
}

/** Lets the browser forget the picture. */
export function release({ preview }: Entry): void {
  if (preview.startsWith('blob:')) URL.revokeObjectURL(preview)
}

type Source = Pick<Entry, 'name' | 'preview' | 'refer'>

function opened({ name, path, address }: OpenedFile): Source {
  return { name, preview: address, refer: () => Promise.resolve({ kind: 'path', path }) }
}

function dropped(file: File): Source {
  return { name: file.name, preview: URL.createObjectURL(file), refer: async () => (await reference([file]))[0]! }
}
