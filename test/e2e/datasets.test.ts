/** Bringing datasets in and out, on every host: several sources, archives, lists, again, from a new place, exports. */
import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { tarOf } from '../support/archives.ts'
import { colourPicture, writeColours } from '../support/colours.ts'
import type { RunningHost } from '../support/hosts/host.ts'
import { onEveryHost } from '../support/hosts/index.ts'
import { writeSlowArchive } from '../support/large-archive.ts'
import type { StudioPage } from '../support/studio-page.ts'

/** Six classes of as many. */
const perClass = 4

onEveryHost('datasets', (host) => {
  let studio: RunningHost
  let page: Page
  let complaints: readonly string[]
  let look: StudioPage['look']

  const at = (name: string) => join(studio.folder, name)
  const card = (name: string) => page.getByRole('article').filter({ has: page.getByRole('heading', { name }) })
  const menu = async (name: string, entry: string) => {
    await page.getByRole('button', { name: `More for ${name}` }).click()
    await page.getByText(entry, { exact: true }).click()
  }

  beforeAll(async () => {
    studio = await host.start()
    await writeColours(at('colours'), perClass)
    const files = await Promise.all(
      [1, 2].map(async (variant) => ({
        name: `white/more${variant}.jpg`,
        content: await colourPicture('white', variant + 50),
      })),
    )
    await writeFile(at('more.tar'), tarOf(files))
    ;({ page, complaints, look } = await studio.open())
    return () => studio.close()
  })

  it('come from a folder and an archive at once, the latter for the test', async () => {
    await page.getByRole('button', { name: 'New dataset' }).click()
    await page.getByLabel('Folder', { exact: true }).fill(at('colours'))
    await page.getByRole('button', { name: 'Add another' }).click()
    await page.getByLabel('Folder 2', { exact: true }).fill(at('more.tar'))
    await page.getByRole('button', { name: 'Options' }).last().click()
    await page.getByRole('dialog').locator('.n-base-selection', { hasText: 'drawn' }).click()
    await page.locator('.n-base-select-option', { hasText: 'test' }).click()
    await look('import')
    await page.getByRole('button', { name: 'Import' }).click()
    await page.getByText('Imported 26 pictures.').waitFor()
    await card('colours').getByText('26 pictures · 6 classes').waitFor()
  })

  it('are chosen by walking through folders, to files as well', async () => {
    await page.getByRole('button', { name: 'New dataset' }).click()
    await page.getByLabel('Folder', { exact: true }).fill(studio.folder)
    // A window has the platform's dialog for folders, and a button of its own for files.
    await page
      .getByRole('button', { name: /^Choose/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'more.tar' }).click()
    await expect.poll(() => page.getByLabel('Folder', { exact: true }).inputValue()).toBe(at('more.tar'))
    await expect.poll(() => page.getByLabel('Name', { exact: true }).inputValue()).toBe('more')
    await page.getByRole('button', { name: 'Cancel' }).click()
  })

  it('show how far a long look at an archive is, and end it when asked', async () => {
    await writeSlowArchive(at('slow.tar.gz'))
    await page.getByRole('button', { name: 'New dataset' }).click()
    const dialog = page.getByRole('dialog')
    await page.getByLabel('Folder', { exact: true }).fill(at('slow.tar.gz'))
    await page.getByRole('button', { name: 'Import' }).click()
    await dialog.getByText(/^1 file found · \d+ % · .+ left$/).waitFor()
    await look('listing')
    const share = async () => Number(await dialog.getByRole('progressbar').getAttribute('aria-valuenow'))
    await expect.poll(share).toBeGreaterThan(0)
    await page.getByRole('button', { name: 'Cancel' }).click()
    // As it was filled in, for another try.
    await expect.poll(() => page.getByLabel('Folder', { exact: true }).inputValue()).toBe(at('slow.tar.gz'))
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => card('slow').count()).toBe(0)
  })

  it('are made of what is dropped', async () => {
    for (const [name, colour] of [
      ['sky.jpg', 'blue'],
      ['grass.jpg', 'green'],
    ] as const) {
      await writeFile(at(name), await colourPicture(colour, 99))
    }
    await studio.drop(page, [at('sky.jpg'), at('grass.jpg')])
    await page.getByRole('dialog').getByText('2 pictures').waitFor()
    await page.getByLabel('Name', { exact: true }).fill('dropped')
    await page.getByRole('button', { name: 'Import' }).click()
    await card('dropped').getByText('2 unlabelled').waitFor()
  })

  it('take in what is new when they are imported again, and note what is gone', async () => {
    await writeFile(join(at('colours'), 'blue', 'new.jpg'), await colourPicture('blue', 77))
    await rm(join(at('colours'), 'red', '0.jpg'))
    await menu('colours', 'Sources…')
    await page.getByRole('dialog').getByText(at('colours'), { exact: true }).waitFor()
    await look('sources')
    await page.getByRole('button', { name: 'Import again' }).click()
    await page.getByText('Imported again: 1 new, 0 changed, 1 gone.').waitFor()
    await card('colours').getByText('27 pictures · 6 classes').waitFor()
    await menu('colours', 'Sources…')
    await page.getByText('1 picture is gone; still usable').waitFor()
    await page.keyboard.press('Escape')
  })

  it('find a source where it was moved to', async () => {
    await rename(at('colours'), at('moved'))
    await menu('colours', 'Sources…')
    const source = page
      .getByRole('dialog')
      .getByRole('listitem')
      .filter({ hasText: at('colours') })
    await source.getByRole('button', { name: 'Moved…' }).click()
    await page.getByLabel('Where it lies now').fill(at('moved'))
    await page.getByRole('button', { name: 'Look there' }).click()
    await page.getByRole('dialog').getByText(at('moved'), { exact: true }).waitFor()
    await page.keyboard.press('Escape')
  })

  it('are exported', async () => {
    await menu('colours', 'Export…')
    await page.getByRole('radio', { name: /^CSV/ }).check()
    await page.getByLabel('Into the folder').fill(at('out'))
    await look('export')
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByText(/^Exported/).waitFor()
  })

  it('are renamed and removed', async () => {
    await menu('dropped', 'Rename…')
    await page.getByRole('textbox', { name: 'Name' }).fill('two')
    await page.getByRole('button', { name: 'Rename', exact: true }).click()
    await menu('two', 'Remove…')
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    await card('two').waitFor({ state: 'detached' })
  })

  it('made the browser complain of nothing', () => {
    expect(complaints).toEqual([])
  })
})
