/**
 * The test's hand in this process: it plays the person and the platform, and looks at what is recorded. Messages come
 * from the process that started this one, `{ id, ask, of }`, and are answered with `{ id, value }` or `{ id, error }`.
 */
import { about, app, preventable } from './app.ts'
import { clickNotification, nativeTheme, recorded } from './desktop.ts'
import { answerDialog, shown } from './dialog.ts'
import { deliver } from './ipc.ts'
import { clickMenu, menuLabels, menuShortcuts } from './menu.ts'
import { blocked, pages } from './open-page.ts'
import { serve } from './protocol.ts'
import { permission } from './session.ts'
import { recordedSent, states } from './window.ts'
import { allWindows } from './windows.ts'

const asks = {
  state: () => ({
    window: states.at(-1) ?? null,
    windows: allWindows().length,
    menu: menuLabels(),
    shortcuts: menuShortcuts(),
    dialogs: shown,
    notifications: recorded.notifications,
    shown: recorded.shown,
    awake: recorded.blockers.size > 0,
    themeSource: nativeTheme.themeSource,
    about: about.panel,
    blocked,
    memory: process.memoryUsage(),
  }),
  menu: (label: string) => {
    clickMenu(label)
  },
  answer: (answer: unknown) => {
    answerDialog(answer)
  },
  notification: () => {
    clickNotification()
  },
  closeWindow: () => {
    for (const window of allWindows()) window.close()
  },
  quit: () => {
    app.quit()
  },
  openFile: (path: string) => {
    app.emit('open-file', preventable(), path)
  },
  crash: () => pages.at(-1)?.crash(),
  permission,
  /** Where files of these names lie that a page will be given. */
  know: (paths: Record<string, string>) => pages.at(-1)?.know(paths),
  /** What the custom protocol answers to an address that no page may have normalised. */
  request: async ({ url, method }: { url: string; method: string }) => {
    const response = await serve(url, method)
    return { status: response?.status, bytes: (await response?.arrayBuffer())?.byteLength }
  },
  /** Messages as if from the page (`own`), or from a frame or a window that is not the program's. */
  messages: ({
    channel,
    messages,
    from,
  }: {
    channel: string
    messages: unknown[]
    from: 'own' | 'frame' | 'window'
  }) => {
    const [window] = allWindows()
    const contents = window?.webContents as { mainFrame: object }
    const senderFrame = from === 'own' ? contents.mainFrame : { origin: 'studio://app', url: 'studio://app/' }
    for (const message of messages)
      deliver(channel, { sender: from === 'window' ? {} : contents, senderFrame }, [message])
  },
  /** What was sent to pages since the last such question, which is also when keeping it begins. */
  sent: () => {
    const sent = recordedSent.messages ?? []
    recordedSent.messages = []
    return sent
  },
} as const

export type Asks = typeof asks

process.on('message', ({ id, ask, of }: { id: number; ask: keyof Asks; of: never }) => {
  Promise.resolve()
    .then(() => (asks[ask] as (of: never) => unknown)(of))
    .then(
      (value) => process.send?.({ id, value }),
      (error: unknown) => process.send?.({ id, error: String((error as Error).stack) }),
    )
})
// The test decides when this process ends, not the open channel to it.
process.channel?.unref()
process.once('disconnect', () => process.exit(1))
