/** The Electron host's door: one window on one workspace. `electron . [--workspace DIR] [FILE or FOLDER …]`. */
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { app, dialog } from 'electron'
import { z } from 'zod'
import { Failure } from '../../lib/failure.ts'
import { defaultWorkspace } from '../workspace.ts'
import { readArguments } from './arguments.ts'
import { openDesktop } from './desktop.ts'
import { registerScheme } from './scheme.ts'
import { languageOf, texts } from './texts/index.ts'

/** What a second start hands to the first. */
const handedOver = z.object({ paths: z.array(z.string()) })

async function main(): Promise<void> {
  const { workspace, paths } = readArguments(process.argv, app.isPackaged, process.cwd())
  const folder = resolve(workspace ?? defaultWorkspace())
  // What the window keeps for itself lies with its workspace, so that each workspace has a window of its own.
  const windowFolder = join(folder, 'window')
  mkdirSync(windowFolder, { recursive: true })
  app.setPath('userData', windowFolder)
  if (!app.requestSingleInstanceLock({ paths })) {
    app.quit()
    return
  }
  app.setAppUserModelId('org.alexnetstudio.app')
  registerScheme()

  // macOS names the files to open in events, which may come before anything is ready.
  const early = [...paths]
  const hear = (event: { preventDefault(): void }, path: string): void => {
    event.preventDefault()
    early.push(path)
  }
  app.on('open-file', hear)
  await app.whenReady()

  const desktop = openDesktop({ folder, windowFolder })
  app.off('open-file', hear)
  app.on('open-file', (event, path) => {
    event.preventDefault()
    desktop.open([path])
  })
  app.on('second-instance', (_event, _argv, _folder, data) => {
    const { data: second } = handedOver.safeParse(data)
    desktop.open(second?.paths ?? [])
  })
  if (early.length > 0) desktop.open(early)
}

main().catch((error: unknown) => {
  const sentence = error instanceof Failure ? error.message : String((error as Error).stack)
  dialog.showErrorBox(texts[languageOf(app.getPreferredSystemLanguages())].cannotStart, sentence)
  app.exit(1)
})
