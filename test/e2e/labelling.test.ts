/** Labelling in a real browser: by keyboard, by mouse, thousands at once, and everything taken back. */
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { browserPath } from '../support/browser.ts'
import { colourNames, writeColours } from '../support/colours.ts'
import type { RunningHost } from '../support/hosts/host.ts'
import { startLoopback } from '../support/hosts/loopback.ts'
import type { StudioPage } from '../support/studio-page.ts'

const perClass = 40
/** One of the pictures is there twice. */
const total = perClass * colourNames.length + 1

describe.skipIf(browserPath === null)('labelling', () => {
  let studio: RunningHost
  let page: Page
  let complaints: readonly string[]
  let look: StudioPage['look']

  const classes = () => page.getByRole('complementary', { name: 'Classes' })
  const shows = (text: string) => classes().getByRole('button', { name: text, exact: true }).waitFor()
  const caption = (place: number) => page.locator(`#picture-${place} .caption`)
  const says = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor()
  const chosen = () => page.locator('[role="option"][aria-selected="true"][id^="picture"]')
  const hasKeys = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))

  beforeAll(async () => {
    studio = await startLoopback()
    await writeColours(join(studio.folder, 'colours'), perClass)
    const copy = join(studio.folder, 'colours', 'white', 'copy.jpg')
    await copyFile(join(studio.folder, 'colours', 'white', '0.jpg'), copy)
    ;({ page, complaints, look } = await studio.open())
    await page.getByRole('button', { name: 'New dataset' }).click()
    await page.getByLabel('Folder', { exact: true }).fill(join(studio.folder, 'colours'))
    await page.getByRole('button', { name: 'Import' }).click()
    await page.getByText(`Imported ${total} pictures.`).waitFor()
    await page.getByRole('link', { name: 'Open colours' }).click()
    await page.locator('#picture-0 img').waitFor()
    return studio.close
  })

  it('gives a class by its key, goes on to the next picture, and says what it did', async () => {
    await page.locator('#picture-0').click()
    await page.keyboard.press('2')
    await expect.poll(() => caption(0).textContent()).toBe('green')
    await expect.poll(() => chosen().getAttribute('id')).toBe('picture-1')
    await says('1 picture: green')
    await shows('green 41')
    await look('labelled')
  })

  it('finds a class by its first letters, and Enter gives it and goes on', async () => {
    await page.keyboard.type('re')
    await page.getByRole('listbox', { name: 'Pictures' }).waitFor()
    await page.keyboard.press('Enter')
    await says('1 picture: red')
    await expect.poll(() => caption(1).textContent()).toBe('red')
    await expect.poll(() => chosen().getAttribute('id')).toBe('picture-2')
    await expect.poll(hasKeys).toBe('Pictures')
  })

  it('skips, excludes and takes back without limit, to where each step was done', async () => {
    await page.keyboard.press('s')
    await expect.poll(() => chosen().getAttribute('id')).toBe('picture-3')
    await page.keyboard.press('x')
    await says('1 picture excluded')
    await shows('Excluded 1')
    await page.keyboard.press('u')
    await says('Taken back: 1 picture excluded')
    await expect.poll(() => chosen().getAttribute('id')).toBe('picture-3')
    await page.keyboard.press('u')
    await says('Taken back: 1 picture: red')
    await page.keyboard.press('Control+z')
    await says('Taken back: 1 picture: green')
    await expect.poll(() => chosen().getAttribute('id')).toBe('picture-0')
    await shows('green 40')
    await page.keyboard.press('Control+Shift+Z')
    await says('Done again: 1 picture: green')
    await page.keyboard.press('u')
    await shows('blue 40')
    await page.getByRole('button', { name: 'What was done' }).click()
    const steps = page.getByRole('dialog').getByRole('listitem')
    await expect.poll(() => steps.count()).toBe(3)
    await expect.poll(() => steps.first().textContent()).toContain('1 picture excludedtaken back')
    await look('history')
    await page.keyboard.press('Escape')
    await expect.poll(hasKeys).toBe('Pictures')
  })

  it('selects ranges, all, and one more by keyboard', async () => {
    await page.keyboard.press('Home')
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Shift+ArrowDown')
    await page.getByText(/^\d+ pictures selected$/).waitFor()
    await page.keyboard.press('Control+ArrowRight')
    const before = await chosen().count()
    await page.keyboard.press('Control+ ')
    await expect.poll(() => chosen().count()).toBe(before + 1)
    await page.keyboard.press('Control+a')
    await page.getByText(`${total} pictures selected`).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => chosen().count()).toBe(0)
  })

  it('selects with a rubber band, and keeps the keys after it and after every click', async () => {
    const from = (await page.locator('#picture-0').boundingBox())!
    const to = (await page.locator('#picture-8').boundingBox())!
    await page.mouse.move(from.x - 8, from.y + 20)
    await page.mouse.down()
    await page.mouse.move(to.x + 20, to.y + 20, { steps: 5 })
    await look('band')
    await page.mouse.up()
    await expect.poll(() => chosen().count()).toBe(6)
    await page.keyboard.press('Escape')
    await expect.poll(() => chosen().count()).toBe(0)
    await classes().getByRole('button', { name: 'blue 40', exact: true }).click()
    await page.getByText('40 shown').waitFor()
    await expect.poll(hasKeys).toBe('Pictures')
    await classes()
      .getByRole('button', { name: /^All pictures/ })
      .click()
    await page.getByText(`${total} shown`).waitFor()
  })

  it('labels all that a search finds at once, and takes that back in one step', async () => {
    await page.getByRole('textbox', { name: 'Name contains…' }).fill('1')
    await expect.poll(() => page.getByText(/^\d+ shown$/).textContent()).not.toBe(`${total} shown`)
    const shown = parseInt((await page.getByText(/^\d+ shown$/).textContent()) ?? '')
    await page.locator('#picture-0').click()
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Enter')
    await page.keyboard.type('violet')
    await page.keyboard.press('Enter')
    await shows(`violet ${shown}`)
    await page.getByText(`${shown} changed: refresh`).waitFor()
    await look('all')
    await page.keyboard.press('Control+z')
    await shows('violet 0')
    await page.getByRole('textbox', { name: 'Name contains…' }).fill('')
    await page.getByText(`${total} shown`).waitFor()
  })

  it('shows one picture large, labels it there, and comes back to it', async () => {
    await page.locator('#picture-5').click()
    await page.keyboard.press(' ')
    const large = page.getByRole('dialog').getByRole('img')
    await expect.poll(() => large.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
    await page.keyboard.press('+')
    await look('large')
    await page.keyboard.press('4')
    await says('1 picture: red')
    await expect.poll(() => page.getByText(`7 / ${total}`).count()).toBe(1)
    await page.keyboard.press('ArrowLeft')
    await page.getByText(`6 / ${total}`).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => chosen().getAttribute('id')).toBe('picture-5')
    await expect.poll(() => caption(5).textContent()).toBe('red')
    await expect.poll(hasKeys).toBe('Pictures')
    await page.keyboard.press('u')
  })

  it('edits a class: its name, its key and its colour', async () => {
    await classes().getByRole('button', { name: 'violet 0', exact: true }).press('F2')
    await page.getByLabel('Name of the class').fill('mauve')
    await page.getByLabel('Key', { exact: true }).press('m')
    await page.getByRole('radio', { name: '#8e5bd6' }).press(' ')
    await look('edit')
    await page.getByRole('button', { name: 'Save' }).click()
    await shows('mauve 0')
    const bar = classes().getByRole('button', { name: 'mauve 0', exact: true }).locator('.bar')
    await expect
      .poll(() => bar.evaluate((element) => getComputedStyle(element).backgroundColor))
      .toBe('rgb(142, 91, 214)')
    await page.locator('#picture-0').click()
    await page.keyboard.press('m')
    await says('1 picture: mauve')
    await shows('mauve 1')
  })

  it('reorders classes, which the keys of the program’s own choice do not follow', async () => {
    const names = () => classes().locator('.name').allTextContents()
    const before = await names()
    await classes().getByRole('button', { name: 'mauve 1', exact: true }).press('Alt+ArrowUp')
    await expect.poll(names).toEqual([...before.slice(0, -2), 'mauve', 'yellow'])
    await page.locator('#picture-0').click()
    await page.keyboard.press('u')
    await expect.poll(names).toEqual(before)
  })

  it('merges a class into another, and asks what becomes of the pictures of one that goes', async () => {
    await classes().getByRole('button', { name: 'More for mauve' }).click()
    await page.getByText('Merge into…').click()
    await page.getByRole('dialog').locator('.n-base-selection').click()
    await page.locator('.n-base-select-option', { hasText: 'green' }).click()
    await page.getByRole('button', { name: 'Merge', exact: true }).click()
    await shows('green 41')
    await classes().getByRole('button', { name: 'red 40', exact: true }).press('Delete')
    await page.getByText('What becomes of its 40 pictures?').waitFor()
    await look('remove')
    await page.getByRole('radio', { name: 'They lose their label' }).check()
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    await shows('Without a label 40')
    await page.locator('#picture-0').click()
    await page.keyboard.press('u')
    await shows('red 40')
    await page.keyboard.press('u')
    await shows('mauve 1')
    await page.keyboard.press('u')
    await shows('blue 40')
  })

  it('takes back after the program was started anew what was done before', async () => {
    await page.locator('#picture-0').click()
    await page.keyboard.press('2')
    await shows('green 41')
    await page.reload()
    await page.locator('#picture-0 img').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await says('Taken back: 1 picture: green')
    await shows('green 40')
  })

  it('finds the same picture twice, shows both, keeps one, and takes that back', async () => {
    await page.getByRole('button', { name: 'Check', exact: true }).click()
    const finding = page.getByRole('listitem').filter({ hasText: 'Exact duplicates' })
    await finding.waitFor()
    await look('hygiene')
    await finding.getByRole('button', { name: 'Show' }).click()
    await page.getByText('2 shown').waitFor()
    await expect.poll(hasKeys).toBe('Pictures')
    await page.getByRole('button', { name: 'Check', exact: true }).click()
    await finding.getByRole('button', { name: 'Keep one of each' }).click()
    await page.getByText('1 duplicate excluded.').waitFor()
    await page.keyboard.press('Escape')
    await shows('Excluded 1')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect
      .poll(() =>
        classes()
          .getByRole('button', { name: /^Excluded/ })
          .count(),
      )
      .toBe(0)
  })

  it('made the browser complain of nothing', () => {
    expect(complaints).toEqual([])
  })
})
