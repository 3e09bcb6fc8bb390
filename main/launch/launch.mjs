/**
 * What `npm start`, `test`, `run cli`, `demo`, `bench`, `build` and `package` call: makes a checkout ready (packages, build)
 * where it is not, then runs the thing on Node 24. Plain JavaScript that needs nothing installed.
 */
import { delimiter, dirname } from 'node:path'
import { build, isBuilt } from './build.mjs'
import { findElectron } from './electron.mjs'
import { install, isInstalled } from './install.mjs'
import { withLock } from './lock.mjs'
import { inRoot, LaunchError, nodePath, root, tell } from './place.mjs'
import { runInPlace } from './process.mjs'

/** Node 24 is also what scripts and tools find as `node`. */
const environment = { PATH: `${dirname(nodePath)}${delimiter}${process.env.PATH ?? ''}` }

const commands = {
  start,
  cli: (args) => runNode('out/main/terminal.js', args),
  demo: (args) => runNode('out/main/terminal.js', ['demo', ...args]),
  test: (args) => runNode('test/run.ts', args),
  bench: (args) => runNode('test/bench/run.ts', args),
  build: () => 0,
  package: (args) => runNode('node_modules/electron-builder/cli.js', ['--publish', 'never', ...args]),
}

async function makeReady() {
  if (isInstalled() && isBuilt()) return
  await withLock(async () => {
    if (!isInstalled()) await install()
    if (!isBuilt()) await build()
  })
}

function runNode(file, args) {
  return runInPlace(nodePath, [inRoot(file), ...args], environment)
}

const usage = `Usage: npm start -- [OPTION…] [FILE OR FOLDER…]

  --host electron|loopback  the window, or the page for a browser; the window where it can be opened without it
  --port N                  the port of the page; any free one without it
  --workspace DIR           where datasets and runs are kept
  --no-open                 do not open a browser`

/** Opens the window where it can be had, else serves the page and says why. `--host` decides instead. */
async function start(args) {
  if (args.includes('--help')) {
    console.log(usage)
    return 0
  }
  const { host, rest } = takeHost(args)
  if (host === 'loopback') return runNode('out/main/loopback.js', rest)
  const { binary, reason } = await findElectron({ insist: host === 'electron' })
  if (binary) return runInPlace(binary, [root, ...rest], environment)
  if (host === 'electron')
    throw new LaunchError(`The window cannot be opened: ${reason}. “--host loopback” needs none.`)
  console.log(`Serving the page to a browser instead of opening a window: ${reason}.`)
  return runNode('out/main/loopback.js', rest)
}

/** Takes `--host X` or `--host=X` out of the arguments. */
function takeHost(args) {
  const at = args.findIndex((arg) => arg === '--host' || arg.startsWith('--host='))
  if (at === -1) return { host: null, rest: args }
  const joined = args[at].startsWith('--host=')
  const host = joined ? args[at].slice('--host='.length) : args[at + 1]
  if (host !== 'electron' && host !== 'loopback') {
    throw new LaunchError(`--host takes electron or loopback, not “${host ?? ''}”.`)
  }
  return { host, rest: args.toSpliced(at, joined ? 1 : 2) }
}

async function main([command, ...args]) {
  if (!Object.hasOwn(commands, command ?? '')) {
    throw new LaunchError(`launch.mjs takes one of ${Object.keys(commands).join(', ')}, not “${command ?? ''}”.`)
  }
  await makeReady()
  process.exitCode = await commands[command](args)
}

main(process.argv.slice(2)).catch((error) => {
  tell(error instanceof LaunchError ? error.message : String(error.stack))
  process.exitCode = error instanceof LaunchError ? 2 : 1
})
