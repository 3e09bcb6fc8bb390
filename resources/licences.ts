/**
 * Writes the licences of all that the program is made of beside the page, as `licences.json`: of the packages that are
 * bundled into the page, and of those that are installed with the program. A plugin of Vite's for the page's build.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

interface Licence {
  readonly name: string
  readonly version: string
  readonly licence: string
  /** Empty where the package has none. */
  readonly text: string
}

/** `root` is the folder of package-lock.json. */
export function licences(root: string): Plugin {
  return {
    name: 'licences',
    generateBundle() {
      const folders = new Set(installedFolders(root))
      for (const id of this.getModuleIds()) {
        const [folder] = /^.*[/\\]node_modules[/\\](@[^/\\]+[/\\])?[^/\\]+/.exec(id.replace(/^\0/, '')) ?? []
        if (folder !== undefined) folders.add(folder)
      }
      const found = [...folders].flatMap(read).sort((a, b) => a.name.localeCompare(b.name))
      this.emitFile({ type: 'asset', fileName: 'licences.json', source: JSON.stringify(found) })
    },
  }
}

/** Folders of the packages that a package of the program carries. */
function installedFolders(root: string): string[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean }>
  }
  return Object.entries(packages)
    .filter(([place, { dev }]) => place !== '' && dev !== true)
    .map(([place]) => join(root, place))
}

/** None where the package is not installed. */
function read(folder: string): Licence[] {
  const manifest = join(folder, 'package.json')
  if (!existsSync(manifest)) return []
  const { name, version, license } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    name: string
    version: string
    license?: string | { type: string }
  }
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry))
  const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim()
  return [{ name, version, licence: typeof license === 'object' ? license.type : (license ?? ''), text }]
}
