/** Looking into networks in a real browser: switches change the drawing and the numbers, impossible ones are refused. */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { browserPath } from '../support/browser.ts'
import type { RunningHost } from '../support/hosts/host.ts'
import { startLoopback } from '../support/hosts/loopback.ts'
import type { StudioPage } from '../support/studio-page.ts'

describe.skipIf(browserPath === null)('the page Network', () => {
  let studio: RunningHost
  let page: Page
  let complaints: readonly string[]
  let look: StudioPage['look']

  const total = () => page.locator('tfoot tr').innerText()
  const boxes = () => page.locator('svg.drawing .volume > g').count()

  beforeAll(async () => {
    studio = await startLoopback()
    ;({ page, complaints, look } = await studio.open())
    await page.getByRole('link', { name: 'Network' }).click()
    await page.getByText('62,378,344').first().waitFor()
    return studio.close
  })

  it('shows the network of 2012 with its published numbers', async () => {
    await expect.poll(total).toMatch(/62,378,344\s+1,135,256,096\s+659,272/)
    await expect.poll(boxes).toBe(12)
    await look('network')
  })

  it('draws two halves for two groups, and counts anew', async () => {
    await page.getByText('Two halves').click()
    await expect.poll(total).toMatch(/60,965,224\s+724,406,816/)
    await expect.poll(boxes).toBe(12 + 8)
    await look('network-halves')
  })

  it('follows every switch', async () => {
    await page.getByText('Tanh', { exact: true }).click()
    await page.getByText('Disjoint 2/2').click()
    await page.getByRole('switch', { name: 'Response normalisation' }).click()
    await page.getByText('hyperbolic tangent').first().waitFor()
    await page.getByText('maximum of 2×2, stride 2').first().waitFor()
    await expect.poll(() => page.getByText('over 5 channels').count()).toBe(0)
    await page.getByLabel('Classes').fill('10')
    await page.locator('tr', { hasText: 'fc8' }).getByText('4,096 to 10').waitFor()
  })

  it('refuses an impossible network by the name of its layer, and keeps the last one', async () => {
    await page.getByLabel('Crop').fill('20')
    await expect.poll(() => page.getByRole('alert').textContent()).toMatch(/^pool5 needs at least 2 pixels/)
    await look('network-refused')
    await page.getByLabel('Crop').fill('0')
    await page.getByText('Must be at least 1.').waitFor()
  })

  it('goes back to the network as published', async () => {
    await page.getByRole('button', { name: 'As published' }).click()
    await expect.poll(total).toContain('58,322,314')
    await expect.poll(() => page.getByRole('alert').count()).toBe(0)
    expect(complaints).toEqual([])
  })
})
