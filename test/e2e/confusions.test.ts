/** What an evaluated run took for what, in a real browser: blue pictures that somebody called red come to light. */
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Confusions, Evaluation } from '../../preload/contract/index.ts'
import { faults } from '../support/axe.ts'
import { browserPath } from '../support/browser.ts'
import { colourPicture, writeColours } from '../support/colours.ts'
import { loopbackHost } from '../support/hosts/loopback.ts'
import { writeFiles } from '../support/pictures.ts'
import { cli } from '../support/prepared.ts'
import { temporaryFolder } from '../support/workspace.ts'

describe.skipIf(browserPath === null)('what was taken for what', () => {
  it('is shown once a run is evaluated, and leads to the pictures', async () => {
    const folder = await temporaryFolder()
    const pictures = join(folder, 'colours')
    await writeColours(pictures, 20)
    for (let variant = 20; variant < 40; variant++) {
      await writeFiles(join(pictures, 'red'), { [`wrong-${variant}.jpg`]: await colourPicture('blue', variant) })
    }
    await cli(folder, 'import', pictures, '--name', 'colours', '--val', '0.4', '--test', '0')
    const others = join(folder, 'others')
    await writeColours(others, 4)
    await writeFiles(join(others, 'ultraviolet'), { '1.jpg': await colourPicture('purple', 70) })
    await cli(folder, 'import', others, '--name', 'others')
    const training = ['--network', 'lenet', '--epochs', '8', '--batch', '16', '--insist']
    await cli(folder, 'train', '--dataset', 'colours', ...training)

    const studio = await loopbackHost.start({ folder })
    onTestFinished(() => studio.close())
    const { page, complaints, look } = await studio.open()
    await page.evaluate(() => (location.hash = '/runs/1'))
    const panel = page.getByRole('region', { name: 'What was taken for what' })
    await page.getByRole('combobox', { name: 'Pictures' }).click()
    await page.getByRole('option', { name: 'Validation' }).click()
    await expect.poll(() => panel.count()).toBe(0)
    await page.getByRole('button', { name: 'Measure', exact: true }).click()
    await panel.waitFor()
    await panel.scrollIntoViewIfNeeded()
    await look('confusions')
    expect(await faults(page)).toEqual([])

    const elsewhere = page.getByRole('heading', { name: 'On another dataset' }).locator('..')
    await elsewhere.getByRole('button', { name: 'Measure on the other dataset' }).click()
    const result = elsewhere.getByRole('listitem')
    await expect.poll(() => result.innerText()).toMatch(/^others\s+24 pictures, 1 crop\s+Left out, .*: ultraviolet/)
    await look('elsewhere')

    const { counts } = JSON.parse(await cli(folder, 'confusions', '--run', '1', '--json')) as Confusions
    const { images, top1Error } = JSON.parse(await cli(folder, 'evaluate', '--run', '1', '--json')) as Evaluation
    const wrong = counts.filter(({ truth, answer }) => truth !== answer).reduce((sum, one) => sum + one.pictures, 0)
    expect(wrong).toBe(Math.round(images * top1Error))
    expect(wrong).toBeGreaterThan(0)
    const inTable = await panel.locator('td a').allTextContents()
    expect(inTable.reduce((sum, text) => sum + Number(text), 0)).toBe(wrong)

    const words = (await panel.locator('td a').first().getAttribute('aria-label'))!
    const [, truth, answer, number] = /^(\w+) taken for (\w+): (\d+) picture/.exec(words)!
    await panel.locator('td a').first().click()
    const chip = page.getByRole('button', { name: `Take off: Taken for ${answer!} by run 1` })
    await chip.waitFor()
    await page.getByText(`${number!} shown`, { exact: true }).waitFor()
    expect(new Set([truth, answer])).toEqual(new Set(['red', 'blue']))
    await look('mistakes-of-one-kind')

    await page.getByRole('option').first().dblclick()
    const viewer = page.getByRole('dialog')
    await viewer.getByRole('button', { name: /^Why\?/ }).click()
    const why = page.getByRole('dialog').and(page.locator('[aria-modal]'))
    await why.getByText(/^As “lenet 1” sees it/).waitFor()
    const answers = why.locator('label')
    await expect.poll(() => answers.first().innerText()).toContain(answer!)
    await expect.poll(() => answers.filter({ hasText: 'its label' }).innerText()).toContain(truth!)
    await why.getByRole('button', { name: 'Find them' }).click()
    await expect.poll(() => why.getByRole('link').count()).toBe(6)
    expect(await faults(page)).toEqual([])
    await look('why-a-mistake')
    const nearest = why.getByRole('link').first()
    const [file] = /[\w-]+\.jpg/.exec((await nearest.getAttribute('title')) ?? '') ?? []
    await nearest.click()
    await expect.poll(() => page.getByRole('textbox', { name: 'Name contains…' }).inputValue()).toBe(file)
    await why.waitFor({ state: 'detached' })
    await page.goBack()
    await chip.click()
    await expect.poll(() => page.getByText(/^\d+ shown$/).textContent()).not.toBe(`${number!} shown`)
    expect(complaints).toEqual([])
  })
})
