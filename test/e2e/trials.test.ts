/** The paper's techniques tried on a run in a real browser: trained again but for one of them, and compared. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { faults } from '../support/axe.ts'
import { browserPath } from '../support/browser.ts'
import { loopbackHost } from '../support/hosts/loopback.ts'
import { prepareWorkspace } from '../support/prepared.ts'

describe.skipIf(browserPath === null)('techniques', () => {
  it('are tried one by one, each in a run of its own, and stand beside each other', async () => {
    const { folder, remove } = await prepareWorkspace()
    onTestFinished(remove)
    const studio = await loopbackHost.start({ folder })
    onTestFinished(() => studio.close())
    const { page, complaints, look } = await studio.open()
    await page.evaluate(() => (location.hash = '/runs/1'))
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByText('Try its techniques…').click()
    const dialog = page.getByRole('dialog', { name: 'Try its techniques' })
    // LeNet has sigmoidal units, and no place for response normalisation.
    await dialog.getByRole('group', { name: 'Activation' }).getByRole('checkbox', { name: 'ReLU' }).check()
    await dialog.getByRole('group', { name: 'Pooling' }).getByRole('checkbox', { name: 'overlapping 3/2' }).check()
    await expect.poll(() => dialog.getByText('Local response normalisation').count()).toBe(0)
    await look('trials')
    expect(await faults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Train 2 runs and compare' }).click()

    await page.getByRole('heading', { name: 'Compare' }).waitFor()
    await expect.poll(() => page.url()).toMatch(/runs=1,2,3$|runs=1%2C2%2C3$/)
    await page.getByRole('switch', { name: 'Only differences' }).click()
    const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) })
    await expect.poll(() => row('Activation').innerText()).toMatch(/ReLU/)
    await expect.poll(() => row('Pooling').innerText()).toMatch(/overlapping/i)
    await expect.poll(() => row('Learning rate').count()).toBe(0)
    await page.getByRole('link', { name: 'lenet 1: overlapping 3/2' }).waitFor()
    await look('trials-compared')
    await page.getByRole('link', { name: 'Runs', exact: true }).first().click()
    await expect.poll(() => page.getByRole('row', { name: /Finished/ }).count()).toBe(3)
    expect(complaints).toEqual([])
  })
})
