/** A real Chromium for the journeys: the one that `CHROMIUM` names, or Debian's. */
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'

/** Path of the browser; `null` where this machine has none, and journeys are skipped. */
export const browserPath = [process.env.CHROMIUM, '/usr/bin/chromium'].find((path) => path && existsSync(path)) ?? null

/** Chromium refuses to run sandboxed as root, which is what containers run tests as. */
export const browserSwitches: readonly string[] = process.getuid?.() === 0 ? ['--no-sandbox'] : []

export function launchBrowser(): Promise<Browser> {
  if (browserPath === null) throw new Error('There is no Chromium on this machine.')
  return chromium.launch({ executablePath: browserPath, args: [...browserSwitches] })
}
