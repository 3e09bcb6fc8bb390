/** Drops files and folders of the disk on a page, as the platform does: with a drag that enters, hovers and ends. */
import type { Page } from 'playwright-core'

export async function dropPaths(page: Page, paths: readonly string[]): Promise<void> {
  const tools = await page.context().newCDPSession(page)
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }))
  const data = { items: [], files: [...paths], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await tools.send('Input.dispatchDragEvent', { type, x: width / 2, y: height / 2, data })
  }
  await tools.detach()
}
