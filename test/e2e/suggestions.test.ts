/** Labels that a trained network suggests, in a real browser: asked for, looked through, accepted, and taken back. */
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { faults } from '../support/axe.ts'
import { browserPath } from '../support/browser.ts'
import { colourNames, colourPicture, writeColours } from '../support/colours.ts'
import { loopbackHost } from '../support/hosts/loopback.ts'
import { writeFiles } from '../support/pictures.ts'
import { cli } from '../support/prepared.ts'
import { temporaryFolder } from '../support/workspace.ts'

describe.skipIf(browserPath === null)('suggested labels', () => {
  it('come with how sure the network is, and are accepted one by one or all that are sure enough', async () => {
    const folder = await temporaryFolder()
    await writeColours(join(folder, 'colours'), 20)
    await cli(folder, 'import', join(folder, 'colours'), '--name', 'colours', '--test', '0')
    await cli(folder, 'train', '--dataset', 'colours', '--network', 'lenet', '--epochs', '20', '--batch', '16')
    const flat = join(folder, 'flat')
    for (const colour of colourNames) {
      await writeFiles(flat, { [`${colour}.jpg`]: await colourPicture(colour, 77) })
    }
    await cli(folder, 'import', flat, '--name', 'colours', '--add', '--class-level', 'none')

    const studio = await loopbackHost.start({ folder })
    onTestFinished(() => studio.close())
    const { page, complaints, look } = await studio.open()
    await page.getByRole('link', { name: 'Open colours' }).click()
    const classes = page.getByRole('complementary', { name: 'Classes' })
    const shows = (text: string) => classes.getByRole('button', { name: text, exact: true }).waitFor()
    await classes.getByRole('button', { name: 'Without a label 6' }).click()
    const bar = page.getByRole('region', { name: 'Suggested labels' })
    await bar.getByText('“lenet 1” can suggest labels for pictures without one.').waitFor()
    await look('suggestions-offered')
    await bar.getByRole('button', { name: 'Suggest labels' }).click()
    await bar.getByText('Suggested by “lenet 1”.').waitFor()

    const captions = () => page.locator('[id^="picture-"] .caption').allTextContents()
    await expect.poll(async () => (await captions()).length).toBe(6)
    const guess = /^\s*(\w+)\? (\d+) %\s*$/
    await expect.poll(async () => (await captions()).every((caption) => guess.test(caption))).toBe(true)
    const sure = (await captions()).map((caption) => Number(guess.exec(caption)![2]))
    expect(sure).toEqual(sure.toSorted((one, other) => other - one))
    const [first = ''] = (await captions()).map((caption) => guess.exec(caption)![1]!)
    // Their names say what they show; the surest must be right.
    await expect.poll(() => page.locator('#picture-0').getAttribute('title')).toContain(`${first}.jpg`)
    await look('suggestions')
    expect(await faults(page)).toEqual([])

    await page.locator('#picture-0').click()
    await page.keyboard.press('.')
    await shows(`${first} 21`)
    await shows('Without a label 5')
    await expect.poll(async () => (await captions())[0]).toBe(first)
    await expect.poll(() => page.getByRole('status').allTextContents()).toContain('1 picture: as “lenet 1” suggested')
    await bar.getByRole('button', { name: 'Accept all 5' }).click()
    await shows('Without a label 0')
    await page.getByRole('button', { name: 'Undo' }).click()
    await shows('Without a label 5')
    await page.getByRole('button', { name: 'Undo' }).click()
    await shows('Without a label 6')

    await bar.getByRole('combobox', { name: 'How sure it must be' }).click()
    await page.getByRole('option', { name: '50 % or more' }).click()
    await page.getByText(`${String(sure.filter((percent) => percent >= 50).length)} shown`, { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Take off: Suggested by run 1' }).click()
    await page.getByText('6 shown').waitFor()
    await bar.getByRole('button', { name: 'Suggest labels' }).waitFor()
    expect(complaints).toEqual([])
  })
})
