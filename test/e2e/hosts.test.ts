/** What a host must withstand: a second page, an end without warning, many classes, files that are none. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { browserPath } from '../support/browser.ts'
import { colourPicture, writeColours } from '../support/colours.ts'
import { onEveryHost } from '../support/hosts/index.ts'
import { loopbackHost } from '../support/hosts/loopback.ts'
import { cli, prepareWorkspace } from '../support/prepared.ts'
import { temporaryFolder } from '../support/workspace.ts'

async function go(page: Page, place: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), `/${place}`)
}

/** Begins a run of LeNet that is not soon at its end. */
async function beginToTrain(page: Page): Promise<void> {
  await go(page, 'train')
  await page.getByRole('radio', { name: /LeNet/ }).click()
  await page.getByLabel('Epochs', { exact: true }).fill('1000')
  await page.getByLabel('Batch', { exact: true }).fill('16')
  await page.getByRole('button', { name: 'Train', exact: true }).click()
}

const epochsOf = (page: Page) => page.locator('tbody tr').count()

onEveryHost('a host', (host) => {
  it('that is killed in the middle of a run opens again with all it knew, and the run can go on', async () => {
    const { folder, remove } = await prepareWorkspace()
    onTestFinished(remove)
    const first = await host.start({ folder })
    const { page } = await first.open()
    await beginToTrain(page)
    await expect.poll(() => epochsOf(page)).toBeGreaterThan(1)
    await first.kill()

    const second = await host.start({ folder })
    onTestFinished(() => second.close())
    const { page: again, complaints } = await second.open()
    await again.getByText('48 pictures').first().waitFor()
    await go(again, 'runs/2')
    await expect.poll(() => epochsOf(again)).toBeGreaterThan(0)
    const before = await epochsOf(again)
    await again.getByRole('button', { name: 'Resume' }).click()
    await again.getByRole('button', { name: 'Pause' }).waitFor()
    await expect.poll(() => epochsOf(again)).toBeGreaterThan(before)
    expect(complaints).toEqual([])
  })

  it('that is killed before a run’s first checkpoint lets the run begin anew', async () => {
    const { folder, remove } = await prepareWorkspace()
    onTestFinished(remove)
    const first = await host.start({ folder })
    const { page } = await first.open()
    await beginToTrain(page)
    await page.getByRole('button', { name: 'Pause' }).waitFor()
    await first.kill()

    const second = await host.start({ folder })
    onTestFinished(() => second.close())
    const { page: again, complaints } = await second.open()
    await go(again, 'runs/2')
    await again.getByRole('button', { name: 'Resume' }).click()
    await again.getByRole('button', { name: 'Pause' }).waitFor()
    await expect.poll(() => epochsOf(again)).toBeGreaterThan(1)
    expect(complaints).toEqual([])
  })

  it('imports a folder with bad files, and lists each with its reason', async () => {
    const studio = await host.start()
    onTestFinished(() => studio.close())
    const folder = join(studio.folder, 'mixed')
    await writeColours(folder, 3)
    writeFileSync(join(folder, 'red', 'words.jpg'), 'These are only words.')
    writeFileSync(join(folder, 'red', 'empty.png'), '')
    const { page, complaints } = await studio.open()
    await page.getByRole('button', { name: 'New dataset' }).click()
    await page.getByLabel('Folder', { exact: true }).fill(folder)
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await page.getByText('2 problems').first().waitFor()
    await expect.poll(() => page.locator('.card').innerText()).toContain('18 pictures')
    expect(complaints).toEqual([])
  })
})

describe.skipIf(browserPath === null)('pages of one host', () => {
  it('see the same state at once', async () => {
    const { folder, remove } = await prepareWorkspace()
    onTestFinished(remove)
    const studio = await loopbackHost.start({ folder })
    onTestFinished(() => studio.close())
    const [one, other] = [(await studio.open()).page, (await studio.open()).page]
    await other.getByRole('link', { name: 'Open colours' }).waitFor()
    await one.getByRole('button', { name: 'More for colours' }).click()
    await one.getByText('Remove…').click()
    await one.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await other.getByText('Teach a network').waitFor()
  })

  it('show a thousand classes', async () => {
    const folder = await temporaryFolder()
    const picture = await colourPicture('blue', 1)
    for (let place = 0; place < 1000; place++) {
      const name = join(folder, 'thousand', `class ${String(place).padStart(4, '0')}`)
      mkdirSync(name, { recursive: true })
      writeFileSync(join(name, 'one.jpg'), picture)
    }
    await cli(folder, 'import', join(folder, 'thousand'), '--name', 'thousand')
    const studio = await loopbackHost.start({ folder })
    onTestFinished(() => studio.close())
    const { page, complaints, look } = await studio.open()
    await page.getByText('1,000 classes').waitFor()
    await page.getByRole('link', { name: 'Open thousand' }).click()
    await page.getByText('class 0000').first().waitFor()
    await look('thousand-classes')
    await go(page, 'train')
    await page.locator('main h1').waitFor()
    expect(complaints).toEqual([])
  })

  it('can be walked through by keyboard alone', async () => {
    const { folder, remove } = await prepareWorkspace()
    onTestFinished(remove)
    const studio = await loopbackHost.start({ folder })
    onTestFinished(() => studio.close())
    const { page } = await studio.open()
    await page.getByRole('link', { name: 'Open colours' }).waitFor()
    const focused = () =>
      page.evaluate(() => document.activeElement?.getAttribute('title') ?? document.activeElement?.ariaLabel)
    const reach = async (name: string): Promise<void> => {
      for (let presses = 0; presses < 60 && (await focused()) !== name; presses++) await page.keyboard.press('Tab')
      await expect.poll(focused).toBe(name)
    }
    for (const name of ['Train', 'Runs', 'Classify', 'Network', 'Settings', 'Datasets']) {
      await reach(name)
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name, exact: true }).waitFor()
      // What is focused can be seen.
      await expect.poll(() => page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle)).toBe('solid')
    }
    await reach('Open colours')
    await page.keyboard.press('Enter')
    await page.getByRole('listbox', { name: 'Pictures' }).waitFor()
  })
})
