/** Refuses what the page never needs: leaving its origin, opening windows, and every permission of the browser. */
import { app, session } from 'electron'
import { origin } from './scheme.ts'

export function confine(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false)
  })
  session.defaultSession.setPermissionCheckHandler(() => false)
  session.defaultSession.setDevicePermissionHandler(() => false)
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-navigate', (event) => {
      if (!event.url.startsWith(`${origin}/`)) event.preventDefault()
    })
    contents.on('will-redirect', (event) => {
      if (!event.url.startsWith(`${origin}/`)) event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => {
      event.preventDefault()
    })
  })
}
