/** Drops files and folders of the disk on a page, as the platform does: with a drag that enters, hovers and ends. */
import type { Page } from 'playwright-core'

/** What the browser is told, and what the page hears of it. */
const steps = [
  ['dragEnter', 'dragenter'],
  ['dragOver', 'dragover'],
  ['drop', 'drop'],
] as const

export async function dropPaths(page: Page, paths: readonly string[]): Promise<void> {
  const tools = await page.context().newCDPSession(page)
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }))
  const data = { items: [], files: [...paths], dragOperationsMask: 1 }
  for (const [type, event] of steps) {
    // Each step waits until the page has dealt with the one before: a drop ahead of its answer to the drag is no drop.
    const heard = await page.evaluateHandle((name) => {
      const { promise, resolve } = Promise.withResolvers<undefined>()
      addEventListener(name, () => setTimeout(resolve), { once: true, capture: true })
      return { promise }
    }, event)
    await tools.send('Input.dispatchDragEvent', { type, x: width / 2, y: height / 2, data })
    await heard.evaluate(({ promise }) => promise)
  }
  await tools.detach()
}
