/** Drops files on a page as a person does: with real bytes, through the browser's own events. */
import type { Page } from 'playwright-core'

export interface DroppedFile {
  readonly name: string
  readonly type: string
  readonly content: Buffer
}

export async function dropFiles(page: Page, files: readonly DroppedFile[]): Promise<void> {
  const portable = files.map(({ name, type, content }) => ({ name, type, base64: content.toString('base64') }))
  const transfer = await page.evaluateHandle((files) => {
    const transfer = new DataTransfer()
    for (const { name, type, base64 } of files) {
      transfer.items.add(new File([Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))], name, { type }))
    }
    return transfer
  }, portable)
  for (const event of ['dragenter', 'dragover', 'drop']) {
    await page.dispatchEvent('main', event, { dataTransfer: transfer })
  }
}
