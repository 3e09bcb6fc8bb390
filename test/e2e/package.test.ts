/** The application as it is packed: what is in it and what is not, its size, and that it does a training by itself. */
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { browserPath } from '../support/browser.ts'
import { writeColours } from '../support/colours.ts'
import { startStandIn } from '../support/hosts/stand-in.ts'
import { assemble, type Assembled } from '../support/package/assemble.ts'
import { importColours, train } from '../support/small-job.ts'
import { temporaryFolder } from '../support/workspace.ts'

const run = promisify(execFile)
const megabyte = 1e6

/** Bytes of all files below a folder. */
function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}

/** electron-builder's own check, which it makes before it packs. */
async function checkConfiguration(file: string): Promise<{ readonly files?: unknown }> {
  const { getConfig, validateConfiguration } = createRequire(import.meta.url)(
    'app-builder-lib/out/util/config/config.js',
  ) as {
    getConfig(folder: string, file: string, options: null): Promise<{ files?: unknown }>
    validateConfiguration(config: object, log: object): Promise<void>
  }
  const config = await getConfig(join(import.meta.dirname, '../..'), file, null)
  await validateConfiguration(config, { isEnabled: false, add: () => undefined })
  return config
}

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('the package', () => {
  let assembled: Assembled
  let packages: string

  beforeAll(async () => {
    assembled = await assemble()
    packages = join(assembled.application, 'node_modules')
    return () => assembled.remove()
  }, 120_000)

  it.each(['electron-builder.yml', 'electron-builder.tensorflow.yml'])(
    'has a valid configuration in %s',
    async (file) => {
      await checkConfiguration(file)
    },
  )

  it('sets the fuses', () => {
    expect(assembled.fuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    })
  })

  it('has what the program needs when it runs, and nothing of how it is made', () => {
    for (const name of ['onnxruntime-node', 'better-sqlite3', 'sharp', 'zod', 'ws']) {
      expect(existsSync(join(packages, name)), name).toBe(true)
    }
    for (const name of ['electron', 'vue', 'typescript', 'vite', 'node', 'axe-core', '@tensorflow/tfjs-node-gpu']) {
      expect(existsSync(join(packages, name)), name).toBe(false)
    }
    for (const name of ['main', 'renderer', 'test', 'out/launch']) {
      expect(existsSync(join(assembled.application, name)), name).toBe(false)
    }
  })

  it('leaves other platforms’ libraries out', () => {
    const [version = ''] = readdirSync(join(packages, 'onnxruntime-node', 'bin'))
    const runtime = join(packages, 'onnxruntime-node', 'bin', version)
    expect(readdirSync(runtime)).toEqual(['linux'])
    expect(readdirSync(join(runtime, 'linux'))).toEqual(['x64'])
    expect(readdirSync(join(packages, 'better-sqlite3', 'prebuilds'))).toEqual(['linux-x64.node'])
  })

  it('is below 350 MB, by part', () => {
    const parts = Object.fromEntries(
      ['onnxruntime-node', '@img', '@tensorflow', 'better-sqlite3', 'zod'].map((name) => [
        name,
        Math.round(sizeOf(join(packages, name)) / megabyte),
      ]),
    )
    const page = Math.round(sizeOf(join(assembled.application, 'out')) / megabyte)
    const whole = Math.round(sizeOf(assembled.application) / megabyte)
    console.log('Size in MB:', { whole, out: page, ...parts })
    expect(whole).toBeLessThan(350)
  })

  it('trains in the terminal', async () => {
    const folder = await temporaryFolder()
    await writeColours(join(folder, 'colours'), 8)
    const terminal = (...args: string[]) =>
      run(process.execPath, [
        join(assembled.application, 'out/main/terminal.js'),
        ...args,
        ...['--workspace', join(folder, 'workspace')],
      ])
    await terminal('import', join(folder, 'colours'), '--name', 'colours')
    const options = ['--network', 'lenet', '--epochs', '1', '--batch', '16']
    const { stdout } = await terminal('train', '--dataset', 'colours', ...options)
    expect(stdout).toContain('finished after 1 epoch')
  })

  it.skipIf(browserPath === null)('trains in its window', async () => {
    const studio = await startStandIn({ root: assembled.application })
    onTestFinished(() => studio.close())
    const { page } = await studio.open()
    await train(page, await importColours(page, studio.folder), 1)
    await expect.poll(async () => (await studio.ask('state')).notifications[0]?.title).toMatch(/^Training finished: /)
  })
})
