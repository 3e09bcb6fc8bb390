/** The main job on every host: a folder of pictures in, a trained network out, a dropped picture named. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { faults } from '../support/axe.ts'
import { colourNames, colourPicture, writeColours } from '../support/colours.ts'
import type { RunningHost } from '../support/hosts/host.ts'
import { onEveryHost } from '../support/hosts/index.ts'
import { writeFiles } from '../support/pictures.ts'
import type { StudioPage } from '../support/studio-page.ts'

const perClass = 60

onEveryHost('the main job', (host) => {
  let studio: RunningHost
  let page: Page
  let complaints: readonly string[]
  let look: StudioPage['look']

  beforeAll(async () => {
    studio = await host.start()
    await writeColours(join(studio.folder, 'colours'), perClass)
    ;({ page, complaints, look } = await studio.open())
    return () => studio.close()
  })

  it('greets with the way in three steps', async () => {
    await page.getByText('Teach a network to name your pictures').waitFor()
    await look('first')
  })

  it('refuses a folder that is not there, and says so where it was typed', async () => {
    await page.getByRole('button', { name: 'New dataset' }).click()
    await page.getByLabel('Folder', { exact: true }).fill(join(studio.folder, 'nowhere'))
    await page.getByRole('button', { name: 'Import' }).click()
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('does not exist')
    await look('refused')
  })

  it('imports a folder, named after it', async () => {
    await page.getByLabel('Folder', { exact: true }).fill(join(studio.folder, 'colours'))
    await expect.poll(() => page.getByLabel('Name', { exact: true }).inputValue()).toBe('colours')
    await page.getByRole('button', { name: 'Import' }).click()
    await page.getByText(`Imported ${perClass * colourNames.length} pictures.`).waitFor()
    await look('datasets')
  })

  it('shows the pictures in a grid with the count of each class', async () => {
    await page.getByRole('link', { name: 'Open colours' }).click()
    const classes = page.getByRole('complementary', { name: 'Classes' })
    for (const name of colourNames) await classes.getByRole('button', { name: `${name} ${perClass}` }).waitFor()
    const first = page.getByRole('option').first().getByRole('img')
    await expect.poll(() => first.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(128)
    await look('grid')
  })

  it('makes only the pictures in sight, wherever the grid is scrolled to', async () => {
    const grid = page.getByRole('listbox', { name: 'Pictures' })
    await expect.poll(() => grid.getByRole('option').count()).toBeLessThan(100)
    await grid.evaluate((element) => (element.scrollTop = element.scrollHeight))
    await page.locator(`#picture-${perClass * colourNames.length - 1} img`).waitFor()
    await grid.evaluate((element) => (element.scrollTop = 0))
  })

  it('gives selected pictures another class, and takes it back', async () => {
    const classes = page.getByRole('complementary', { name: 'Classes' })
    await page.locator('#picture-0').click()
    await page.locator('#picture-2').click({ modifiers: ['Shift'] })
    await page.getByText('3 pictures selected').waitFor()
    await page.getByRole('toolbar').getByRole('combobox').fill('red')
    await page.keyboard.press('Enter')
    await classes.getByRole('button', { name: 'red 63' }).waitFor()
    await classes.getByRole('button', { name: 'blue 57' }).waitFor()
    await look('relabelled')
    await page.getByRole('button', { name: 'Undo' }).click()
    await classes.getByRole('button', { name: 'blue 60' }).waitFor()
  })

  it('labels by keyboard alone: arrows, Shift, a digit, Enter and a typed name, Ctrl Z', async () => {
    const classes = page.getByRole('complementary', { name: 'Classes' })
    await page.locator('#picture-0').click()
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('2')
    await classes.getByRole('button', { name: 'green 62' }).waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.type('violet')
    await page.keyboard.press('Enter')
    await classes.getByRole('button', { name: 'violet 2' }).waitFor()
    await page.keyboard.press('Control+z')
    await classes.getByRole('button', { name: 'green 62' }).waitFor()
    await page.keyboard.press('1')
    await classes.getByRole('button', { name: 'blue 60' }).waitFor()
  })

  it('trains with settings that were suggested and changed', async () => {
    await page.getByRole('button', { name: 'Train', exact: true }).click()
    await page.getByRole('radio', { name: /LeNet/ }).click()
    await page.getByLabel('Epochs', { exact: true }).fill('0')
    await page.getByText('Must be at least 1.').waitFor()
    await page.getByLabel('Epochs', { exact: true }).fill('500')
    await page.getByLabel('Batch', { exact: true }).fill('16')
    await page.getByLabel('Learning rate', { exact: true }).fill('1e-2')
    await look('train')
    await page.getByRole('button', { name: 'Train', exact: true }).click()
    await page.getByText('Training', { exact: true }).first().waitFor()
  })

  /** Rows of the table of epochs. */
  const epochs = () => page.locator('tbody tr').count()

  it('shows the curves and the epochs as they grow', async () => {
    await expect.poll(epochs, { timeout: 60_000 }).toBeGreaterThan(1)
    const before = await epochs()
    await expect.poll(epochs, { timeout: 60_000 }).toBeGreaterThan(before)
    await expect.poll(() => inkOf(page, 'Loss')).toBeGreaterThan(0)
    await expect.poll(() => inkOf(page, 'Error')).toBeGreaterThan(0)
    await look('running')
  })

  it('comes back whole when it is opened anew in the middle of a run', async () => {
    const before = await epochs()
    await page.reload()
    await expect.poll(epochs).toBeGreaterThanOrEqual(before)
    const numbers = await page.locator('tbody tr td:first-child').allTextContents()
    expect(numbers.map(Number)).toEqual(Array.from(numbers, (_, index) => numbers.length - index))
    await expect.poll(() => inkOf(page, 'Loss')).toBeGreaterThan(0)
  })

  it('tells of the run on every page', async () => {
    await page.getByRole('link', { name: 'Network' }).click()
    await page.getByRole('link', { name: /left$/ }).click()
    await page.getByRole('button', { name: 'Stop' }).waitFor()
  })

  it('has learnt the colours after some epochs, and stops when it is told to', async () => {
    const bestError = async () =>
      parseFloat((await page.locator('.stat').getByText('Top-1 error').locator('..').innerText()).split('\n')[1] ?? '')
    await expect.poll(bestError, { timeout: 120_000 }).toBeLessThan(5)
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByText('Stopped', { exact: true }).waitFor()
    await look('stopped')
  })

  it('measures the model on the test pictures', async () => {
    await page.getByRole('button', { name: 'Measure', exact: true }).click()
    await page.getByText(/^\d+ pictures, 1 crop$/).waitFor()
  })

  it('names dropped pictures, those in folders too, with five bars each, and says which file is none', async () => {
    await page.getByRole('button', { name: 'Classify with this' }).click()
    await page.getByText('Drop pictures or folders here').waitFor()
    const files = {
      'sky.jpg': await colourPicture('blue', 333),
      'notes.jpg': Buffer.from('These are only words.'),
      'garden/flowers/poppy.jpg': await colourPicture('red', 777),
      'garden/list.txt': Buffer.from('poppy'),
    }
    await writeFiles(studio.folder, files)
    await studio.drop(
      page,
      ['sky.jpg', 'notes.jpg', 'garden'].map((name) => join(studio.folder, name)),
    )
    for (const [file, colour] of [
      ['sky.jpg', 'blue'],
      ['poppy.jpg', 'red'],
    ] as const) {
      const bars = page.getByRole('article', { name: file }).getByRole('listitem')
      await bars.first().waitFor()
      await expect.poll(() => bars.count()).toBe(5)
      await expect.poll(() => bars.first().innerText()).toMatch(new RegExp(`^${colour}\\s+\\d+\\.\\d %$`))
    }
    await expect.poll(() => page.getByRole('article').count()).toBe(3)
    const refusal = page.getByRole('article', { name: 'notes.jpg' }).getByRole('alert')
    await expect.poll(() => refusal.textContent()).toMatch(/not a picture/i)
    await look('classified')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as CSV' }).click(),
    ])
    const rows = (await readFile(await download.path(), 'utf8')).split('\r\n')
    expect(rows[0]).toMatch(/^File,Class 1,Probability 1,.+,Class 5,Probability 5,Problem$/)
    expect(rows.find((row) => row.startsWith('sky.jpg,'))).toMatch(/^sky\.jpg,blue,(0\.\d+|1),/)
    expect(rows.find((row) => row.startsWith('notes.jpg,'))).toMatch(/^notes\.jpg,{11}.*not a picture/i)
  })

  it('tells why: where it looks, class by class, and the training pictures that are most like it', async () => {
    await page.getByRole('button', { name: 'Why? A closer look at sky.jpg' }).click()
    const dialog = page.getByRole('dialog', { name: 'sky.jpg' })
    const map = dialog.getByRole('img', {
      name: /^“blue” depends most on what is \d+ % from the left and \d+ % from the top$/,
    })
    await map.waitFor()
    await expect
      .poll(() => map.evaluate((element: HTMLCanvasElement) => [element.width, element.height]))
      .toEqual([16, 16])
    await expect.poll(() => dialog.getByRole('radio').count()).toBe(5)
    await dialog.getByRole('button', { name: 'Find them' }).click()
    await expect.poll(() => dialog.getByRole('link').allInnerTexts()).toEqual(Array(6).fill('blue'))
    expect(await faults(page)).toEqual([])
    await look('closer')
    const second = dialog.getByRole('radio').nth(1)
    await second.check()
    await expect.poll(() => map.count()).toBe(0)
    const nearest = dialog.getByRole('link').first()
    const [file] = /\d+\.jpg/.exec((await nearest.getAttribute('title')) ?? '') ?? []
    await nearest.click()
    await page.getByRole('listbox', { name: 'Pictures' }).waitFor()
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => page.getByRole('textbox', { name: 'Name contains…' }).inputValue()).toBe(file)
  })

  it('made the browser complain of nothing', () => {
    expect(complaints).toEqual([])
  })
})

/** Pixels that a chart has drawn in colours, which its axes and grid have not. */
function inkOf(page: Page, title: string): Promise<number> {
  const canvas = page
    .locator('figure', { has: page.getByRole('heading', { name: title, exact: true }) })
    .locator('canvas')
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const pixels = element.getContext('2d')?.getImageData(0, 0, element.width, element.height).data ?? []
    let ink = 0
    for (let at = 0; at < pixels.length; at += 4) {
      const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.slice(at, at + 4)
      if (alpha > 128 && Math.max(red, green, blue) - Math.min(red, green, blue) > 80) ink++
    }
    return ink
  })
}
