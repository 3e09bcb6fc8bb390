/** Drops files and folders of the disk on a page, as the platform does: with a drag that enters, hovers and ends. */
import type { Page } from 'playwright-core'

export async function dropPaths(page: Page, paths: readonly string[]): Promise<void> {
  const tools = await page.context().newCDPSession(page)
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }))
  const data = { items: [], files: [...paths], dragOperationsMask: 1 }
  const drag = async (type: 'dragEnter' | 'dragOver' | 'drop') => {
    await tools.send('Input.dispatchDragEvent', { type, x: width / 2, y: height / 2, data })
    // The page's answer to a drag reaches the browser with the next frames; a drop before that is no drop.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  }
  for (const type of ['dragEnter', 'dragOver', 'dragOver', 'drop'] as const) await drag(type)
  await tools.detach()
}
