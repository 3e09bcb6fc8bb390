/** The platform's folder dialog. */
import { BrowserWindow, dialog } from 'electron'
import type { OpenDialogOptions } from 'electron'

/** The chosen folder's path, or null where the person cancelled. */
export async function chooseFolder(title: string): Promise<string | null> {
  const options: OpenDialogOptions = { title, message: title, properties: ['openDirectory'] }
  const window = BrowserWindow.getFocusedWindow()
  const { filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
  return filePaths[0] ?? null
}
