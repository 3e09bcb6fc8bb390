/** A small job for journeys that need a dataset or a run but are about something else: asked for through the page's bridge. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { MethodName, Params, Result } from '../../preload/contract/index.ts'
import type { Bridge } from '../../preload/bridge/bridge.ts'
import { writeColours } from './colours.ts'

/** Calls a method of the contract from the window's page. Throws the refusal. */
export async function callFrom<Name extends MethodName>(
  page: Page,
  method: Name,
  params: Params<Name>,
): Promise<Result<Name>> {
  const reply = await page.evaluate(
    ([method, params]) => (globalThis as unknown as { studio: Bridge }).studio.call(method, params),
    [method as string, params as unknown] as const,
  )
  if (!reply.ok) throw new Error(reply.message)
  return reply.value as Result<Name>
}

/** Imports a folder and waits for the end of that; answers the dataset's number. */
export async function importFolder(page: Page, name: string, path: string): Promise<number> {
  const { datasetId } = await callFrom(page, 'datasets.import', { name, sources: [{ path }] })
  for (;;) {
    const imports = await callFrom(page, 'datasets.imports', {})
    const own = imports.find((progress) => progress.datasetId === datasetId)
    if (!own || !['listing', 'reading'].includes(own.phase)) return datasetId
    await page.waitForTimeout(50)
  }
}

/** A dataset of six colours, whose pictures are written to `folder`. */
export async function importColours(page: Page, folder: string, perClass = 12): Promise<number> {
  const path = join(folder, 'colours')
  await writeColours(path, perClass)
  return importFolder(page, 'colours', path)
}

/** Begins to train the smallest network for that many epochs; answers the run's number. */
export async function train(page: Page, datasetId: number, epochs: number): Promise<number> {
  const settings = { network: 'lenet', epochs, batch: 16 } as const
  const { runId } = await callFrom(page, 'runs.start', { datasetId, settings })
  return runId
}
