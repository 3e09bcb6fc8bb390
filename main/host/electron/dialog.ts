/** The platform's dialogs: choosing a folder, choosing pictures, questions. */
import { BrowserWindow, dialog } from 'electron'
import type { MessageBoxOptions, OpenDialogOptions } from 'electron'
import { pictureExtensions } from '../../../preload/contract/index.ts'
import type { Texts } from './texts/index.ts'

/** The chosen folder's path, or null where the person cancelled. */
export async function chooseFolder(title: string): Promise<string | null> {
  const [folder] = await choose({ title, message: title, properties: ['openDirectory', 'createDirectory'] })
  return folder ?? null
}

/** Paths of the chosen pictures; none where the person cancelled. */
export function choosePictures({ classifyPictures, pictures }: Texts['dialog']): Promise<string[]> {
  return choose({
    title: classifyPictures,
    message: classifyPictures,
    properties: ['openFile', 'multiSelections'],
    filters: [{ name: pictures, extensions: [...pictureExtensions] }],
  })
}

/** Asks before the window, and answers the number of the button; closing the dialog chooses the last. */
export async function ask(
  window: BrowserWindow,
  { message, detail, buttons }: Pick<MessageBoxOptions, 'message'> & { detail: string; buttons: string[] },
): Promise<number> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message,
    detail,
    buttons,
    defaultId: 0,
    cancelId: buttons.length - 1,
    noLink: true,
  })
  return response
}

async function choose(options: OpenDialogOptions): Promise<string[]> {
  const window = BrowserWindow.getFocusedWindow()
  const { filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
  return filePaths
}
