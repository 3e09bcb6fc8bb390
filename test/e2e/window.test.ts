/** The window itself, on the real Electron host: what its page may not do, and what a desktop program is expected to. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { toHost } from '../../preload/contract/channels.ts'
import { browserPath } from '../support/browser.ts'
import { colourPicture } from '../support/colours.ts'
import type { StartOptions } from '../support/hosts/host.ts'
import { loopbackHost } from '../support/hosts/loopback.ts'
import { startStandIn } from '../support/hosts/stand-in.ts'
import type { RunningStandIn } from '../support/hosts/stand-in.ts'
import { importColours, train } from '../support/small-job.ts'
import { temporaryFolder } from '../support/workspace.ts'

const terminal = join(import.meta.dirname, '../../out/main/terminal.js')

async function window(options?: StartOptions) {
  const studio = await startStandIn(options)
  onTestFinished(() => studio.close())
  return { studio, ...(await studio.open()) }
}

describe.skipIf(browserPath === null)('the window’s page', () => {
  let studio: RunningStandIn
  let page: Page

  beforeAll(async () => {
    studio = await startStandIn()
    ;({ page } = await studio.open())
    return () => studio.close()
  })

  it('has a bridge and nothing of Node.js or Electron', async () => {
    const found = await page.evaluate(() => ({
      bridge: Object.keys((globalThis as unknown as { studio: object }).studio),
      frozen: Object.isFrozen((globalThis as unknown as { studio: object }).studio),
      node: ['require', 'process', 'module', 'Buffer', '__dirname', 'ipcRenderer', 'electron'].filter(
        (name) => name in globalThis,
      ),
    }))
    expect(found).toEqual({
      bridge: ['host', 'call', 'listen', 'connection', 'reference', 'files', 'folder'],
      frozen: true,
      node: [],
    })
  })

  it('cannot run text as code, reach another origin, leave its own, or open a window', async () => {
    const outcomes = await page.evaluate(async () => {
      const tried = (what: () => unknown): Promise<string> =>
        // A timer's work is the page's own, to which its content security policy applies.
        new Promise((resolve) =>
          setTimeout(() => {
            Promise.resolve()
              .then(what)
              .then(
                () => resolve('done'),
                (error: unknown) => resolve((error as Error).name),
              )
          }),
        )
      return {
        eval: await tried(() => (0, eval)('1')),
        fetch: await tried(() => fetch('https://example.org/')),
        file: await tried(() => fetch('file:///etc/passwd')),
      }
    })
    expect(outcomes).toEqual({ eval: 'EvalError', fetch: 'TypeError', file: 'TypeError' })
    const before = page.url()
    await page.evaluate(() => {
      open('https://example.org/window')
      location.href = 'https://example.org/page'
    })
    await expect.poll(async () => (await studio.ask('state')).blocked).toContain('https://example.org/page')
    expect(page.url()).toBe(before)
    expect((await studio.ask('state')).windows).toBe(1)
  })

  it('gets no permission', async () => {
    for (const name of ['media', 'geolocation', 'notifications', 'clipboard-read', 'usb', 'fileSystem']) {
      expect(await studio.ask('permission', name), name).toEqual([false, false, false])
    }
  })

  it('is shown pictures by number and files of the page, and no other', async () => {
    const status = async (address: string, method = 'GET') =>
      (await studio.ask('request', { url: `studio://${address}`, method })).status
    expect(await status('app/')).toBe(200)
    const refused = [
      ...['app/../package.json', 'app/..%2fpackage.json', 'app/%2e%2e/%2e%2e/package.json', 'app/assets/..%5c..%5cx'],
      ...['app/%00', 'app/index.html%00', 'app/%', 'app/C:/Windows/win.ini', 'app//etc/passwd', 'app/%2fetc%2fpasswd'],
      ...['app/pictures/thumbnail/1', 'app/pictures/thumbnail/../../index.html.', 'app/pictures/thumbnail/1%2f..%2f2'],
      ...['app/pictures/original/99999999999999999999', 'app/opened/1', 'app/opened/%2fetc%2fpasswd', 'other/', '..//'],
    ]
    for (const address of refused) expect(await status(address), address).toBe(404)
    expect(await status('app/', 'POST')).toBe(404)
  })

  it('is the only one that is listened to', async () => {
    const request = {
      kind: 'request',
      id: 9000,
      method: 'window.prefer',
      params: { language: 'zh-CN', scheme: 'dark' },
    }
    const send = (from: 'own' | 'frame' | 'window') =>
      studio.ask('messages', { channel: toHost, messages: [request], from })
    await page.waitForFunction(() => document.documentElement.lang === 'en')
    await send('frame')
    await send('window')
    expect((await studio.ask('state')).themeSource).toBe('system')
    await send('own')
    await expect.poll(async () => (await studio.ask('state')).themeSource).toBe('dark')
  })
})

describe.skipIf(browserPath === null)('the window', () => {
  it('has a menu in the language chosen on the page, with every shortcut once', async () => {
    const { page, studio } = await window({ languages: 'zh-CN' })
    await page.getByText('教会网络识别你的图片').waitFor()
    await expect.poll(async () => Object.keys((await studio.ask('state')).menu)).toContain('文件(&F)')
    await page.getByRole('link', { name: '设置' }).click()
    await page.getByText('English', { exact: true }).click()
    await page.getByRole('heading', { name: 'Language' }).waitFor()
    await expect.poll(async () => Object.keys((await studio.ask('state')).menu)).toContain('&File')
    const { shortcuts } = await studio.ask('state')
    expect(new Set(shortcuts).size).toBe(shortcuts.length)
    expect(shortcuts).toContain('CmdOrCtrl+,')
  })

  it('goes where its menu says', async () => {
    const { page, studio } = await window()
    await page.getByText('Teach a network').waitFor()
    await studio.ask('menu', 'Network')
    await page.getByRole('heading', { name: 'Network' }).waitFor()
    await studio.ask('menu', 'Settings…')
    await page.getByRole('heading', { name: 'Settings' }).waitFor()
    await studio.ask('menu', 'Show Logs')
    await expect.poll(async () => (await studio.ask('state')).shown).toEqual([join(studio.folder, 'workspace', 'logs')])
  })

  it('makes its native parts as dark as the page', async () => {
    const { page, studio } = await window()
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByText('Dark', { exact: true }).click()
    await expect.poll(async () => (await studio.ask('state')).themeSource).toBe('dark')
  })

  it('opens a second start’s folder, and comes forward', async () => {
    const { page, studio } = await window()
    const birds = join(studio.folder, 'birds')
    mkdirSync(birds)
    await studio.again(birds)
    await page.getByRole('dialog').waitFor()
    await expect.poll(() => page.getByRole('dialog').locator('input').first().inputValue()).toBe(birds)
    await expect.poll(async () => (await studio.ask('state')).window).toMatchObject({ visible: true, focused: 1 })
  })

  it('asks for a folder to import from its menu', async () => {
    const { page, studio } = await window()
    const birds = join(studio.folder, 'birds')
    mkdirSync(birds)
    await studio.ask('answer', [birds])
    await studio.ask('menu', 'Import Folder…')
    await expect.poll(() => page.getByRole('dialog').locator('input').first().inputValue()).toBe(birds)
  })

  it('lets the page show a picture that was opened with it, and says that a network is wanted first', async () => {
    const { page, studio } = await window()
    const sky = join(studio.folder, 'sky.jpg')
    writeFileSync(sky, await colourPicture('blue', 1))
    await studio.ask('openFile', sky)
    await page.getByRole('alert').waitFor()
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('Train a network first')
    const { status, bytes } = await studio.ask('request', { url: 'studio://app/opened/1', method: 'GET' })
    expect({ status, bytes }).toEqual({ status: 200, bytes: readFileSync(sky).byteLength })
  })

  it('is where and as large as it was', async () => {
    const folder = await temporaryFolder()
    const first = await startStandIn({ folder })
    await first.open()
    await first.ask('menu', 'Zoom In')
    await first.ask('menu', 'Zoom In')
    await first.close()
    const second = await startStandIn({ folder })
    onTestFinished(() => second.close())
    await second.open()
    const { window, menu } = await second.ask('state')
    expect(window).toMatchObject({ zoom: 1.25 })
    expect(Object.keys(menu)).toContain('&File')
  })

  it('loads the page again when its process dies, three times without a question', async () => {
    const { studio } = await window()
    const loads = async () => (await studio.ask('state')).window?.loads
    // Its heading is there before its load is at an end; a process that dies meanwhile is another matter.
    await expect.poll(loads).toBe(1)
    for (let death = 1; death <= 3; death++) {
      await studio.ask('crash')
      await expect.poll(loads).toBe(1 + death)
    }
    await studio.ask('crash')
    await expect.poll(async () => (await studio.ask('state')).dialogs.length).toBe(1)
    await studio.ask('answer', 0)
    await expect.poll(loads).toBe(5)
    expect(readFileSync(join(studio.folder, 'workspace', 'logs', 'window.log'), 'utf8')).toContain('crashed')
  })

  it('says in a dialog why it cannot open a workspace that another program holds', async () => {
    const folder = await temporaryFolder()
    const holder = await loopbackHost.start({ folder })
    onTestFinished(() => holder.close())
    const refused = await startStandIn({ folder })
    onTestFinished(() => refused.close())
    await refused.ended
    expect(refused.said()).toMatch(/AlexNet Studio cannot start: The workspace .* is in use by the loopback host/)
  })
})

describe.skipIf(browserPath === null)('the window in the middle of a run', () => {
  let studio: RunningStandIn
  let page: Page
  let datasetId: number

  beforeAll(async () => {
    studio = await startStandIn()
    ;({ page } = await studio.open())
    datasetId = await importColours(page, studio.folder)
    return () => studio.close()
  })

  const state = () => studio.ask('state')
  const isAwake = async () => (await state()).awake
  const progress = async () => (await state()).window!.progress

  it('keeps the machine awake, and shows how much is done', async () => {
    await train(page, datasetId, 1000)
    await expect.poll(isAwake).toBe(true)
    await expect.poll(progress).toBeGreaterThan(0)
  })

  it('asks before it is closed, and stays where the person changed their mind', async () => {
    await studio.ask('closeWindow')
    await expect
      .poll(async () => (await state()).dialogs.at(-1))
      .toMatchObject({
        kind: 'message',
        options: { message: 'A training run is under way.' },
      })
    await studio.ask('answer', 2)
    expect((await state()).window).toMatchObject({ visible: true })
    expect(await isAwake()).toBe(true)
  })

  it('loses nothing of the run when the page’s process dies', async () => {
    const before = await progress()
    await studio.ask('crash')
    await expect.poll(async () => (await state()).window!.loads).toBe(2)
    await expect.poll(progress).toBeGreaterThan(before)
  })

  it('goes on in the background, tells of the end, and ends with the run', async () => {
    await studio.ask('answer', 0)
    await studio.ask('quit')
    await expect.poll(async () => (await state()).window!.visible).toBe(false)
    expect(await isAwake()).toBe(true)
    await studio.again()
    await expect.poll(async () => (await state()).window!.visible).toBe(true)
  })

  it('ends the run with what it has learnt where that is wished, to be resumed', async () => {
    await studio.ask('answer', 1)
    await studio.ask('closeWindow')
    await studio.ended
    const runs = spawnSync(process.execPath, [
      terminal,
      'runs',
      '--json',
      '--workspace',
      join(studio.folder, 'workspace'),
    ])
    const [run] = JSON.parse(runs.stdout.toString()) as { status: string; hasModel: boolean }[]
    expect(run).toMatchObject({ status: 'paused', hasModel: true })
  })
})

describe.skipIf(browserPath === null)('the end of a run', () => {
  it('is told by a notification that leads to it, and ends a program without a window', async () => {
    const { page, studio } = await window()
    const datasetId = await importColours(page, studio.folder)
    await train(page, datasetId, 1)
    await expect.poll(async () => (await studio.ask('state')).notifications).toHaveLength(1)
    const { notifications, awake, window: shown } = await studio.ask('state')
    expect(notifications[0]!.title).toMatch(/^Training finished: /)
    expect(notifications[0]!.body).toMatch(/^1 epochs, best top-1 error \d+\.\d %$/)
    expect({ awake, progress: shown?.progress }).toEqual({ awake: false, progress: -1 })
    await studio.ask('notification')
    await expect.poll(() => page.url()).toMatch(/#\/runs\/1$/)
    await train(page, datasetId, 2)
    await expect.poll(async () => (await studio.ask('state')).awake).toBe(true)
    await studio.ask('answer', 0)
    await studio.ask('closeWindow')
    await studio.ended
  })
})
