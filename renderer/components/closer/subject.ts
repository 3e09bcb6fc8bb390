/** A picture to look closer at: what shows it, what names it in calls, and what a person calls it. */
import type { PictureReference } from '../../../preload/contract/index.ts'

export interface Subject {
  readonly name: string
  /** Address under which the page can show it. */
  readonly preview: string
  /** The class that a person gave it; absent where nobody was asked. */
  readonly label?: string | null
  /** Makes it nameable in calls. */
  refer(): Promise<PictureReference>
}
