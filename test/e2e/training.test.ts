/** Training in a real browser: what is shown before, what can be seen and done while it goes, and runs compared. */
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { faults } from '../support/axe.ts'
import { browserPath } from '../support/browser.ts'
import { writeColours } from '../support/colours.ts'
import type { RunningHost } from '../support/hosts/host.ts'
import { startLoopback } from '../support/hosts/loopback.ts'
import type { StudioPage } from '../support/studio-page.ts'

describe.skipIf(browserPath === null)('training', () => {
  let studio: RunningHost
  let page: Page
  let complaints: readonly string[]
  let look: StudioPage['look']

  const chart = (title: string) =>
    page.locator('figure', { has: page.getByRole('heading', { name: title, exact: true }) })
  const epochs = () => page.locator('tbody tr').count()
  const more = async (action: string | RegExp) => {
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByText(action).click()
  }

  /** Text of the file that a chart is saved as. */
  async function saved(title: string, form: string): Promise<Buffer> {
    await chart(title).getByRole('button', { name: 'Save the chart' }).click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByText(form).click()])
    return readFile(await download.path())
  }

  /** A dialog has this name, and no faults. */
  async function inspectDialog(name: string): Promise<void> {
    await page.getByRole('dialog', { name, exact: true }).waitFor({ timeout: 5000 })
    expect(await faults(page)).toEqual([])
  }

  beforeAll(async () => {
    studio = await startLoopback()
    await writeColours(join(studio.folder, 'colours'), 30)
    ;({ page, complaints, look } = await studio.open())
    await page.getByRole('button', { name: 'New dataset' }).click()
    await page.getByLabel('Folder', { exact: true }).fill(join(studio.folder, 'colours'))
    await page.getByRole('button', { name: 'Import' }).click()
    await page.getByText('Imported 180 pictures.').waitFor()
    await page.getByRole('link', { name: 'Train', exact: true }).click()
    await page.getByText('Why these settings').waitFor()
    return studio.close
  })

  it('refuses what makes no network, by the name of its layer, before anything begins', async () => {
    await page.getByRole('button', { name: 'Techniques of the network' }).click()
    await page.getByLabel('Crop', { exact: true }).fill('30')
    await page
      .getByRole('alert')
      .filter({ hasText: /pool\d needs at least/ })
      .waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Train', exact: true }).isDisabled()).toBe(true)
    await page.getByRole('radio', { name: /LeNet/ }).click()
    await expect.poll(() => page.getByRole('alert').count()).toBe(0)
  })

  it('shows what follows from the settings, and keeps them as a recipe', async () => {
    await page.getByRole('button', { name: 'Rate and updates' }).click()
    await page.getByLabel('Epochs', { exact: true }).fill('400')
    await page.getByLabel('Batch', { exact: true }).fill('16')
    await page.getByLabel('Warm-up', { exact: true }).fill('1')
    await page.getByText('Learning rate over 400 epochs').waitFor()
    await page.getByRole('button', { name: 'Save as recipe…' }).click()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('long and small')
    await inspectDialog('Save these settings as a recipe')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved the recipe “long and small”.').waitFor()
    await page.getByText('Your own recipe.').waitFor()
  })

  it('measures time and memory, and shows pictures as the network will see them', async () => {
    await page.getByRole('switch', { name: 'Colour shift' }).click()
    await page.getByRole('button', { name: 'Try a few steps' }).click()
    await page.getByText(/^Measured on/).waitFor({ timeout: 60_000 })
    const first = page.getByRole('img', { name: 'Picture 1, epoch 1' })
    await expect.poll(() => first.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(28)
    const shown = page.getByRole('img', { name: /^Picture \d, epoch \d$/ })
    const crops = await shown.evaluateAll((images) => images.map((image) => image.getAttribute('src')))
    expect(new Set(crops).size).toBeGreaterThan(crops.length / 2)
    await look('train-measured')
  })

  it('begins, and shows curves, kernels and epochs as they come', async () => {
    await page.getByRole('button', { name: 'Train', exact: true }).click()
    await expect.poll(epochs, { timeout: 60_000 }).toBeGreaterThan(2)
    await page.getByRole('img', { name: '6 kernels of 5×5 pixels' }).waitFor()
    const kernels = () =>
      page.getByRole('img', { name: /kernels of/ }).evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
    const before = await kernels()
    await expect.poll(kernels, { timeout: 20_000 }).not.toBe(before)
    await look('run-forming')
  })

  it('reads all curves at the place under the pointer, comes closer, and shows all again', async () => {
    const box = (await chart('Loss').locator('.box').boundingBox())!
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await chart('Error')
      .getByText(/^Step [\d,]+ · epoch/)
      .waitFor()
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2 + 80, box.y + box.height / 2, { steps: 4 })
    await page.mouse.up()
    await chart('Error').getByRole('button', { name: 'Show all' }).click()
    await expect.poll(() => chart('Loss').getByRole('button', { name: 'Show all' }).count()).toBe(0)
    await chart('Loss').locator('.box').focus()
    await page.keyboard.press('+')
    await chart('Learning rate').getByRole('button', { name: 'Show all' }).waitFor()
    await page.keyboard.press('0')
  })

  it('hides a curve, and draws on a logarithmic axis', async () => {
    const legend = chart('Loss').getByRole('button', { name: /Validation/ })
    await legend.click()
    await expect.poll(() => legend.getAttribute('aria-pressed')).toBe('false')
    await legend.click()
    const log = chart('Loss').getByRole('button', { name: 'log', exact: true })
    await log.click()
    await expect.poll(() => log.getAttribute('aria-pressed')).toBe('true')
    await log.click()
  })

  it('gives a chart away as numbers, as a drawing and as a picture', async () => {
    const csv = (await saved('Loss', 'Numbers (CSV)')).toString()
    expect(csv).toMatch(/^Step,Training \(max\),Training \(min\),Training,Validation\r\n1,\d/)
    expect((await saved('Error', 'Drawing (SVG)')).toString()).toMatch(/^<svg [^]*Validation top-1[^]*<\/svg>$/)
    expect((await saved('Memory', 'Numbers (CSV)')).toString()).toMatch(/^Step,Program\r\n\d+,\d{8}/)
    expect((await saved('Load', 'Numbers (CSV)')).toString()).toMatch(/^Step,CPU\r\n\d+,[01]/)
    expect((await saved('Loss', 'Picture (PNG)')).subarray(1, 4).toString()).toBe('PNG')
  })

  it('divides the rate by ten and writes a checkpoint with a name, and the log tells', async () => {
    await more('Rate ÷ 10')
    await page.getByText(/^Rate set to/).waitFor()
    await more('Checkpoint with a name…')
    await page.getByRole('textbox', { name: 'Name of the checkpoint' }).fill('lower rate')
    await inspectDialog('Name of the checkpoint')
    await page.getByRole('button', { name: 'Set', exact: true }).click()
    await page.getByText('Checkpoint “lower rate” written.').waitFor()
  })

  it('pauses and goes on', async () => {
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByText('Paused', { exact: true }).first().waitFor()
    const before = await epochs()
    await look('run-paused')
    expect(await faults(page)).toEqual([])
    await page.getByRole('button', { name: 'Resume' }).click()
    await expect.poll(epochs, { timeout: 30_000 }).toBeGreaterThan(before)
    await page.getByText(/^Went on, on/).waitFor()
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByText('Stopped', { exact: true }).first().waitFor()
  })

  it('branches a run from a checkpoint', async () => {
    await more('Branch a new run…')
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('the branch')
    await inspectDialog('Branch a new run')
    await page.getByLabel('Learning rate', { exact: true }).fill('0.001')
    await page.getByRole('button', { name: 'Branch', exact: true }).click()
    await page.getByRole('heading', { name: 'the branch' }).waitFor()
    await page
      .getByText(/^Branched from run \d+ at step/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByText('Stopped', { exact: true }).first().waitFor()
  })

  it('exports the network, and says where it is or why it is not', async () => {
    const folder = join(studio.folder, 'exports')
    for (const [form, ending] of [
      ['ONNX', 'onnx'],
      ['safetensors', 'safetensors'],
    ] as const) {
      await more('Export the network…')
      await page.getByRole('radio', { name: form }).check()
      await page.getByLabel('Into the folder', { exact: true }).fill(folder)
      await page.getByLabel('Name of the file', { exact: true }).fill('the branch')
      await inspectDialog('Export the network')
      await look(`export the network as ${form}`)
      await page.getByRole('button', { name: 'Export', exact: true }).click()
      const file = join(folder, `the branch.${ending}`)
      await page.getByText(`Exported ${file} (`).waitFor()
      expect((await stat(file)).size).toBeGreaterThan(100_000)
    }
    await page
      .getByRole('button', { name: /^More for the checkpoint of step/ })
      .first()
      .click()
    await page.getByText('Export…', { exact: true }).click()
    await page.getByLabel('Into the folder', { exact: true }).fill(folder)
    await page.getByLabel('Name of the file', { exact: true }).fill('the branch')
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('dialog').getByText('is there already. Choose another name.').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  })

  it('names and tags a run, and finds it again', async () => {
    await more('Name, tags and notes…')
    await page.getByRole('textbox', { name: 'Notes' }).fill('What a lower rate does')
    await inspectDialog('Name, tags and notes')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.locator('#app').getByText('What a lower rate does').waitFor()
    await page.getByRole('link', { name: 'Runs', exact: true }).first().click()
    await page.getByRole('textbox', { name: /^Search/ }).fill('lower rate')
    await expect.poll(epochs).toBe(1)
    await page.getByRole('textbox', { name: /^Search/ }).fill('')
    await expect.poll(epochs).toBe(2)
  })

  it('compares runs: curves over each other, and only what differs', async () => {
    for (const name of ['the branch', 'lenet 1']) await page.getByRole('checkbox', { name: `Compare ${name}` }).click()
    await page.getByRole('button', { name: 'Compare', exact: true }).click()
    await page.getByRole('switch', { name: 'Only differences' }).click()
    await page
      .getByRole('row', { name: /^Learning rate/ })
      .getByText('0.001', { exact: true })
      .waitFor()
    await expect.poll(() => page.getByRole('row', { name: /^Momentum/ }).count()).toBe(0)
    await look('compare')
    expect(await faults(page)).toEqual([])
  })

  it('begins with what another run has learnt', async () => {
    const back = page.url()
    await page.getByRole('link', { name: 'Train', exact: true }).click()
    await page.getByRole('radio', { name: /LeNet/ }).click()
    await page.getByRole('combobox', { name: 'Begin with' }).click()
    await page.getByRole('option', { name: /^What “the branch” has learnt \(colours, error/ }).click()
    await page.getByText('Its last layer is new where the classes are others.').waitFor()
    await look('train-beginning')
    expect(await faults(page)).toEqual([])
    await page.getByRole('button', { name: 'Train', exact: true }).click()
    await page.getByText(/^Began with the weights of run \d+ at step [\d,]+\.$/).waitFor()
    await expect.poll(epochs).toBeGreaterThan(0)
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByText('Stopped', { exact: true }).first().waitFor()
    await page.goto(back)
  })

  it('removes a run and says what that freed', async () => {
    await page.getByRole('link', { name: 'Runs', exact: true }).first().click()
    await page.getByRole('button', { name: 'More for the branch' }).click()
    await page.getByText('Remove…').click()
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    await page.getByText(/^Removed “the branch”; .+B are free again\.$/).waitFor()
    await expect.poll(epochs).toBe(2)
    await look('runs')
    expect(await faults(page)).toEqual([])
    expect(complaints).toEqual([])
  })
})
