/** A page of the program in a real browser, watched for complaints. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'

export interface StudioPage {
  readonly page: Page
  /** What the browser's console called an error. */
  readonly complaints: readonly string[]
  /** Keeps what the page looks like where `SCREENSHOTS` names a folder. */
  look(name: string): Promise<void>
}

export interface StudioPageOptions {
  readonly scheme?: 'light' | 'dark'
  readonly width?: number
  readonly height?: number
  readonly locale?: string
}

export async function openStudioPage(
  browser: Browser,
  address: string,
  { scheme = 'light', width = 1280, height = 800, locale = 'en-GB' }: StudioPageOptions = {},
): Promise<StudioPage> {
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    locale,
  })
  const watched = watchPage(page)
  await page.goto(address)
  // Before its first page is drawn it does not hear a change of its address.
  await page.locator('main :is(h1, h2)').first().waitFor()
  return watched
}

/** Hears a page's complaints from now on. */
export function watchPage(page: Page): StudioPage {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return {
    page,
    complaints,
    async look(name) {
      const folder = process.env.SCREENSHOTS
      if (folder === undefined) return
      mkdirSync(folder, { recursive: true })
      await page.screenshot({ path: join(folder, `${name}.png`) })
    },
  }
}
