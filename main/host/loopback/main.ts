/** The loopback host's door: `loopback [--workspace DIR] [--port N] [--no-open]`. */
import { parseArgs } from 'node:util'
import open from 'open'
import { Failure } from '../../lib/failure.ts'
import { rendererFolder } from '../application.ts'
import { onStopRequest } from '../signals.ts'
import { openWorkspace } from '../workspace.ts'
import { serveLoopback } from './server.ts'

const usage = 'Usage: npm start -- --host loopback [--workspace DIR] [--port N] [--no-open]'

interface LoopbackArguments {
  readonly workspace: string | undefined
  readonly port: number
  readonly open: boolean
}

function readArguments(): LoopbackArguments {
  const { values } = parseArgs({
    options: {
      workspace: { type: 'string' },
      port: { type: 'string' },
      open: { type: 'boolean', default: true },
    },
    allowNegative: true,
  })
  const port = Number(values.port ?? 0)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Failure(
      'invalid-input',
      `--port takes a whole number from 0 (any free port) to 65535, not “${String(values.port)}”.`,
    )
  }
  return { workspace: values.workspace, port, open: values.open }
}

/** A person at a screen: always on Windows and macOS, elsewhere where a display is named. */
function hasDisplay(): boolean {
  if (process.platform === 'win32' || process.platform === 'darwin') return true
  return Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY)
}

async function main(): Promise<void> {
  const options = readArguments()
  const workspace = openWorkspace({ folder: options.workspace, host: 'loopback', exclusive: true })
  const server = await serveLoopback({ api: workspace.api, renderer: rendererFolder(), port: options.port })
  console.log(`AlexNet Studio is at ${server.address}`)
  if (options.open && hasDisplay()) await open(server.address)

  const stop = async (): Promise<void> => {
    await server.close()
    await workspace.close()
    process.exit(0)
  }
  onStopRequest(() => void stop())
}

function explain(error: unknown): string {
  if (error instanceof Failure) return error.message
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return 'The port is in use; choose another with --port, or leave it out for a free one.'
  if (code?.startsWith('ERR_PARSE_ARGS')) return `${message}\n${usage}`
  return message
}

function isWrongInput(error: unknown): boolean {
  if (error instanceof Failure) return error.code !== 'failed'
  return (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') ?? false
}

main().catch((error: unknown) => {
  console.error(explain(error))
  process.exit(isWrongInput(error) ? 2 : 1)
})
