/** Where the program itself lies, and its version: the same from sources, from a build and from inside a package. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder of `package.json`, found upwards from this module. */
export function applicationRoot(): string {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'package.json'))) {
    if (dirname(folder) === folder) throw new Error(`No package.json above ${import.meta.dirname}.`)
    folder = dirname(folder)
  }
  return folder
}

/** The built page. */
export function rendererFolder(): string {
  return join(applicationRoot(), 'out', 'renderer')
}

export function applicationVersion(): string {
  const manifest = JSON.parse(readFileSync(join(applicationRoot(), 'package.json'), 'utf8')) as { version: string }
  return manifest.version
}
