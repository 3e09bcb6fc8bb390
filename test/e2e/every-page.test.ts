/** Every page on every host, at every size, light and dark, in both languages: it fits, it can be used by everyone, and the browser complains of nothing. */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { faults } from '../support/axe.ts'
import { browserPath } from '../support/browser.ts'
import { onEveryHost } from '../support/hosts/index.ts'
import { loopbackHost, startLoopback } from '../support/hosts/loopback.ts'
import type { RunningHost } from '../support/hosts/host.ts'
import { prepareWorkspace } from '../support/prepared.ts'
import type { StudioPageOptions } from '../support/studio-page.ts'

/** Each page with something that it shows once it has loaded, in any language. */
const pages = [
  ['datasets', '.card'],
  ['datasets/1', '[role=option] img'],
  ['train', 'form input, main input'],
  ['runs', 'tbody tr'],
  ['runs/1', 'figure canvas'],
  ['classify', '.zone'],
  ['network', 'table'],
  ['settings', 'dl'],
] as const

async function show(page: Page, place: string, sign: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), `/${place}`)
  await page.locator(sign).first().waitFor()
}

/** Pixels that the widest part stands out beyond the window. */
function overhang(page: Page): Promise<number> {
  return page.evaluate(() => {
    const edges = [...document.querySelectorAll('main :is(button, input, h1, h2, img, .panel)')].filter(
      // What scrolls within itself may be wider than the window.
      (element) => !element.closest('.scroll, [style*="overflow"], table'),
    )
    return Math.max(...edges.map((element) => element.getBoundingClientRect().right)) - innerWidth
  })
}

onEveryHost('every page', (host) => {
  let studio: RunningHost

  beforeAll(async () => {
    const { folder, remove } = await prepareWorkspace()
    studio = await host.start({ folder })
    return async () => {
      await studio.close()
      await remove()
    }
  })

  it.each(['light', 'dark'] as const)('has no fault for anyone, %s', async (scheme) => {
    const { page, complaints, look } = await studio.open({ scheme })
    const found: string[] = []
    for (const [place, sign] of pages) {
      await show(page, place, sign)
      found.push(...(await faults(page)).map((fault) => `${place}: ${fault}`))
      await look(`${place.replace('/', '-')}-${scheme}`)
    }
    expect(found).toEqual([])
    expect(complaints).toEqual([])
  })
})

/** The last is the smallest window at 200 %. */
const sizes: readonly (StudioPageOptions & { readonly name: string })[] = [
  { name: 'the smallest window', width: 900, height: 600 },
  { name: 'a large screen', width: 2560, height: 1440 },
  { name: '200 % of a common window', width: 640, height: 400 },
]

describe.skipIf(browserPath === null)('every page', () => {
  let studio: RunningHost

  beforeAll(async () => {
    const { folder, remove } = await prepareWorkspace()
    studio = await startLoopback({ folder })
    return async () => {
      await studio.close()
      await remove()
    }
  })

  for (const locale of ['en-GB', 'zh-CN']) {
    it.each(sizes)(`fits $name, ${locale}`, async ({ name, ...size }) => {
      const { page, complaints, look } = await studio.open({ ...size, locale })
      for (const [place, sign] of pages) {
        await show(page, place, sign)
        await look(`${place.replace('/', '-')}-${size.width ?? ''}-${locale}`)
        await expect.poll(() => overhang(page), { message: place }).toBeLessThanOrEqual(0)
      }
      expect(complaints).toEqual([])
    })
  }

  it('turns dark when the person says so, and stays so', async () => {
    const { page } = await studio.open()
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByText('Dark', { exact: true }).click()
    await page.reload()
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    await expect.poll(background).toBe('rgb(20, 21, 25)')
  })

  it('changes all colours at once for who wants no motion', async () => {
    const { page } = await studio.open({ scheme: 'light' })
    await page.locator('.card h2 a').waitFor()
    const seen = await page.evaluateHandle((name) => {
      const frames = new Set<string>()
      function note(): void {
        const text = getComputedStyle(document.querySelector(name)!).color
        frames.add(`${text} while ${document.documentElement.style.colorScheme}`)
        requestAnimationFrame(note)
      }
      note()
      return frames
    }, '.card h2 a')
    await page.emulateMedia({ colorScheme: 'dark' })
    const frames = () => seen.evaluate((all) => [...all])
    await expect.poll(frames).toContain('rgb(232, 234, 238) while dark')
    expect(await frames()).toEqual(['rgb(26, 28, 32) while light', 'rgb(232, 234, 238) while dark'])
  })

  it('speaks Chinese when the person says so, and stays so', async () => {
    const { page } = await studio.open()
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByText('简体中文', { exact: true }).click()
    await page.reload()
    await page.getByRole('heading', { name: '设置' }).waitFor()
    await expect.poll(() => page.title()).toBe('设置 · AlexNet Studio')
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('zh-CN')
  })

  it('shows the licences of all that the program is made of', async () => {
    const { page } = await studio.open()
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('button', { name: 'Show the licences of all parts' }).click()
    await page.getByRole('button', { name: /^vue-router/ }).click()
    await page.getByText('Permission is hereby granted').waitFor()
    await page.getByRole('button', { name: /^better-sqlite3/ }).waitFor()
  })

  it('says when the program cannot be reached any more', async () => {
    const own = await loopbackHost.start()
    const { page } = await own.open()
    await page.getByText('Teach a network').waitFor()
    process.kill(own.pid, 'SIGTERM')
    await page.getByText('Connection lost').waitFor()
    await own.close()
  })
})
