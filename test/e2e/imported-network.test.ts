/** A network of PyTorch in a real browser: read from its file, looked at, and trained on pictures of a person's own. */
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { faults } from '../support/axe.ts'
import { browserPath } from '../support/browser.ts'
import { writeColours } from '../support/colours.ts'
import { loopbackHost } from '../support/hosts/loopback.ts'
import { cli } from '../support/prepared.ts'
import { temporaryFolder } from '../support/workspace.ts'

const weights = join(import.meta.dirname, '..', 'reference', 'weights', 'lenet.pth')
const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

describe.skipIf(browserPath === null)('a network that was trained elsewhere', () => {
  it('is read, names pictures, and begins a run on other pictures', async () => {
    const folder = await temporaryFolder()
    await writeColours(join(folder, 'colours'), 10)
    await copyFile(weights, join(folder, 'days.pth'))
    await cli(folder, 'import', join(folder, 'colours'), '--name', 'colours')

    const studio = await loopbackHost.start({ folder })
    onTestFinished(() => studio.close())
    const { page, complaints, look } = await studio.open()
    await page.evaluate(() => (location.hash = '/runs'))
    await page.getByRole('button', { name: 'Read a network…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('File', { exact: true }).fill(folder)
    await dialog.getByRole('button', { name: 'Choose…' }).click()
    await dialog.getByRole('button', { name: 'days.pth' }).click()
    await dialog.getByLabel('Names of the classes').fill('cat')
    await dialog.getByRole('button', { name: 'Read', exact: true }).click()
    await dialog.getByText('days.pth tells 7 classes apart; the names given are 1.').waitFor()
    await look('read-a-network')
    expect(await faults(page)).toEqual([])
    await dialog.getByLabel('Names of the classes').fill(days.join('\n'))
    await dialog.getByRole('button', { name: 'Read', exact: true }).click()

    await page.getByRole('heading', { name: 'days', exact: true }).waitFor()
    await page.getByText('read from days.pth · 7 classes').waitFor()
    await expect
      .poll(() => page.getByRole('list', { name: 'Classes' }).getByRole('listitem').allTextContents())
      .toEqual(days)
    await look('imported-network')
    expect(await faults(page)).toEqual([])

    await page.getByRole('button', { name: 'Classify with this' }).click()
    await studio.drop(page, [join(folder, 'colours', 'red', '0.jpg')])
    await page.getByText(/day$/).first().waitFor()
    await page.goBack()

    await page.getByRole('button', { name: 'Train on your pictures' }).click()
    await page.getByRole('combobox', { name: 'Begin with' }).getByText('What “days” has learnt (days.pth)').waitFor()
    await look('begin-with-an-import')
    await page.getByRole('button', { name: 'Train', exact: true }).click()
    await page.getByText('Began with the weights of run 1 at step 0; fc5 is new, for these classes.').waitFor()
    await page.evaluate(() => (location.hash = '/runs'))
    await page.getByRole('row', { name: /days.*Imported/ }).waitFor()
    await look('runs-with-an-import')
    expect(complaints).toEqual([])
  })
})
