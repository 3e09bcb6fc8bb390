/** A stand-in for the files of Electron that a package is made of: an executable with fuses, and nothing that runs. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What `@electron/fuses` looks for in the executable; the version and the number of the states follow, then the states. */
const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')

/** In the order of the states, as `@electron/fuses` numbers them. */
const fuseNames = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
] as const
export type Fuses = Readonly<Record<(typeof fuseNames)[number], boolean>>

export async function writeElectronFiles(folder: string): Promise<void> {
  await mkdir(join(folder, 'resources'), { recursive: true })
  const states = Buffer.from('1'.repeat(fuseNames.length))
  await writeFile(join(folder, 'electron'), Buffer.concat([sentinel, Buffer.from([1, states.length]), states]), {
    mode: 0o755,
  })
}

export async function readFuses(executable: string): Promise<Fuses> {
  const content = await readFile(executable)
  const start = content.indexOf(sentinel) + sentinel.length + 2
  return Object.fromEntries(fuseNames.map((name, index) => [name, content[start + index] === 0x31])) as unknown as Fuses
}
