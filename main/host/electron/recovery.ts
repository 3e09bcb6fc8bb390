/**
 * What happens when the page's process dies or hangs: it is loaded again, and the run, which lives elsewhere, goes on.
 * A page that keeps failing is not loaded for ever; the person decides.
 */
import type { BrowserWindow } from 'electron'
import type { Log } from '../../lib/log.ts'
import { ask } from './dialog.ts'
import type { Texts } from './texts/index.ts'

/** Failures within this time that are answered by loading the page again without a question. */
const patience = { failures: 3, milliseconds: 60_000 }

export interface RecoveryOptions {
  readonly log: Log
  texts(): Texts
  quit(): void
}

export function recover(window: BrowserWindow, { log, texts, quit }: RecoveryOptions): void {
  const { webContents } = window
  let failures: number[] = []
  let asking = false

  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    log.write(`The page’s process ended: ${reason}, exit code ${String(exitCode)}`)
    const now = performance.now()
    failures = [...failures.filter((time) => now - time < patience.milliseconds), now]
    if (failures.length <= patience.failures) webContents.reload()
    else void askWhetherToReload()
  })

  async function askWhetherToReload(): Promise<void> {
    const { message, detail, reload, quit: leave } = texts().crash
    const answer = await ask(window, { message, detail, buttons: [reload, leave] })
    failures = []
    if (answer === 0) webContents.reload()
    else quit()
  }

  window.on('unresponsive', () => {
    if (asking) return
    asking = true
    log.write('The page does not answer')
    const { message, detail, reload, wait } = texts().hung
    void ask(window, { message, detail, buttons: [reload, wait] }).then((answer) => {
      asking = false
      if (answer === 0) webContents.forcefullyCrashRenderer()
    })
  })
}
