/** Every page at the smallest and a common size, light and dark: it fits, and the browser complains of nothing. */
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { browserPath, launchBrowser } from '../support/browser.ts'
import { writeColours } from '../support/colours.ts'
import { startStudio } from '../support/studio.ts'
import type { Studio } from '../support/studio.ts'
import { openStudioPage } from '../support/studio-page.ts'

/** Each page with a word that it shows once it has loaded. */
const pages = [
  ['datasets', '1 dataset'],
  ['datasets/1', '30 shown'],
  ['train', 'Why these settings'],
  ['runs', 'No runs yet'],
  ['classify', 'No trained network yet'],
  ['network', '62,378,344'],
  ['settings', 'Workspace'],
] as const

const looks = [
  { scheme: 'light', width: 1280, height: 800 },
  { scheme: 'dark', width: 900, height: 600 },
] as const

describe.skipIf(browserPath === null)('every page', () => {
  let studio: Studio
  let browser: Browser

  beforeAll(async () => {
    browser = await launchBrowser()
    studio = await startStudio()
    const folder = join(studio.folder, 'colours')
    await writeColours(folder, 5)
    const { page } = await openStudioPage(browser, studio.address)
    await page.getByRole('button', { name: 'New dataset' }).click()
    await page.getByLabel('Folder', { exact: true }).fill(folder)
    await page.getByRole('button', { name: 'Import' }).click()
    await page.getByText('Imported 30 pictures.').waitFor()
    return async () => {
      await browser.close()
      await studio.close()
    }
  })

  it.each(looks)('fits $width×$height, $scheme', async (options) => {
    const { page, complaints, look } = await openStudioPage(browser, studio.address, options)
    for (const [place, word] of pages) {
      await page.evaluate((hash) => (location.hash = hash), `/${place}`)
      await page.getByText(word).first().waitFor()
      const overhang = await page.evaluate(() => {
        const edges = [...document.querySelectorAll('main :is(button, input, h1, h2, img, .panel)')]
        return Math.max(...edges.map((element) => element.getBoundingClientRect().right)) - innerWidth
      })
      expect(overhang, place).toBeLessThanOrEqual(0)
      await look(`${place.replace('/', '-')}-${options.scheme}-${options.width}`)
    }
    expect(complaints).toEqual([])
  })

  it('turns dark when the person says so, and stays so', async () => {
    const { page } = await openStudioPage(browser, studio.address)
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByText('Dark', { exact: true }).click()
    await page.reload()
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    await expect.poll(background).toBe('rgb(20, 21, 25)')
  })

  it('says when the program cannot be reached any more', async () => {
    const own = await startStudio()
    const { page } = await openStudioPage(browser, own.address)
    await page.getByText('Teach a network').waitFor()
    await own.close()
    await page.getByText('Connection lost').waitFor()
  })
})
