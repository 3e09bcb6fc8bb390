/** The host's own window, where it has one: what it was given to open, where it sends the page, and how it looks. */
import { z } from 'zod'
import { method } from './wire.ts'

export const windowPreferences = z.object({
  language: z.enum(['en', 'zh-CN']),
  scheme: z.enum(['system', 'light', 'dark']),
})
export type WindowPreferences = z.infer<typeof windowPreferences>

/** A picture file that the platform handed to the program, and the address under which the page may show it. */
export const openedFile = z.object({ path: z.string(), name: z.string(), address: z.string() })
export type OpenedFile = z.infer<typeof openedFile>

export const window = {
  /** What the person chose on the page, for what the host shows by itself: menus, dialogs, notifications. */
  prefer: method(windowPreferences, z.object({})),
  /** Folders and pictures that were opened with the program since the last such call. */
  takeOpened: method(z.object({}), z.object({ folders: z.array(z.string()), files: z.array(openedFile) })),
}

/** A page's address below the hash: `/datasets`, `/runs/3`. */
const place = z.string().regex(/^\/[a-z]+(\/\d+)?$/)

export const windowEvents = {
  /** A menu or a notification leads to a page. */
  'window.go': z.object({ place }),
  /** Something was opened with the program: `takeOpened` says what. */
  'window.opened': z.object({}),
}
