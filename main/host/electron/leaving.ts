/**
 * Closing the window or quitting in the middle of a run asks first: the run may go on without the window, and the
 * program then ends with it.
 */
import { app } from 'electron'
import type { BrowserWindow, Event } from 'electron'
import { ask } from './dialog.ts'
import type { Texts } from './texts/index.ts'

export interface LeavingOptions {
  /** Whether a run is under way. */
  busy(): boolean
  texts(): Texts
}

export interface Leaving {
  /** Ends the program if only a run, which has ended now, kept it. */
  runEnded(): void
}

export function guardLeaving(window: BrowserWindow, { busy, texts }: LeavingOptions): Leaving {
  let decided = false
  let asking = false

  async function decide(): Promise<void> {
    asking = true
    const { message, detail, background, stop, cancel } = texts().quit
    const answer = await ask(window, { message, detail, buttons: [background, stop, cancel] })
    asking = false
    if (answer === 0) window.hide()
    else if (answer === 1) {
      decided = true
      app.quit()
    }
  }

  const hear = (event: Pick<Event, 'preventDefault'>): void => {
    if (decided || !busy()) return
    event.preventDefault()
    if (!asking) void decide()
  }
  app.on('before-quit', hear)
  window.on('close', hear)
  return {
    runEnded() {
      if (!window.isDestroyed() && !window.isVisible() && !busy()) app.quit()
    },
  }
}
