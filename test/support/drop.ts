/** Drops files and folders of the disk on a page, as the platform does: with a drag that enters, hovers and ends. */
import type { Page } from 'playwright-core'

/** Times that the hover and the drop are tried. */
const tries = 20
/** The browser answers once the page has dealt with what it was told; what was heard by then, was heard. */
const patience = 1000

export async function dropPaths(page: Page, paths: readonly string[]): Promise<void> {
  const tools = await page.context().newCDPSession(page)
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }))
  const at = { x: width / 2, y: height / 2, data: { items: [], files: [...paths], dragOperationsMask: 1 } }

  /** Whether the page hears this event of what the browser is told. */
  const tell = async (type: 'dragEnter' | 'dragOver' | 'drop', event: string): Promise<boolean> => {
    const heard = await page.evaluateHandle(
      ([name, most]) => {
        const { promise, resolve } = Promise.withResolvers<boolean>()
        addEventListener(name, () => setTimeout(resolve, 0, true), { once: true, capture: true })
        setTimeout(resolve, most, false)
        return { promise }
      },
      [event, patience] as const,
    )
    await tools.send('Input.dispatchDragEvent', { type, ...at })
    return heard.evaluate(({ promise }) => promise)
  }

  await tell('dragEnter', 'dragenter')
  for (let count = 0; count < tries; count++) {
    // Where the page changes below the drag, as with a dialog that fades away, a hover is an entering of what is there
    // now, and a drop is none. Platforms tell of a hover again and again.
    if ((await tell('dragOver', 'dragover')) && (await tell('drop', 'drop'))) return tools.detach()
  }
  throw new Error(`The page did not take the drop of ${paths.join(', ')}.`)
}
