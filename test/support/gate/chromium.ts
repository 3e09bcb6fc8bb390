/** Finds a Chromium for the journeys; on Debian and its kin, as root, it installs the package where there is none. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

const installMilliseconds = 4 * 60_000

/** Path of the browser; empty where there is none, and then the journeys are skipped by name. */
export function provideChromium(): string {
  const found = findChromium()
  if (found !== '' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return found
  console.log('Installing Chromium for the journeys …')
  for (const args of [['update'], ['install', '--yes', '--no-install-recommends', 'chromium']]) {
    const { status } = spawnSync('apt-get', ['--quiet', '--quiet', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      timeout: installMilliseconds,
    })
    if (status !== 0) console.log(`apt-get ${args[0] ?? ''} did not succeed; the journeys may be skipped.`)
  }
  return findChromium()
}

function findChromium(): string {
  const named = process.env.CHROMIUM ?? ''
  return [named, ...usualPlaces].find((path) => path !== '' && existsSync(path)) ?? ''
}
