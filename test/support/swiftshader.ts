/** A GPU for tests on machines without one: SwiftShader, the software Vulkan device that Chromium brings. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll } from 'vitest'

interface DriverManifest {
  readonly ICD: { readonly library_path: string }
}

const manifests = ['/usr/lib/chromium/vk_swiftshader_icd.json', '/opt/google/chrome/vk_swiftshader_icd.json']

/**
 * Makes this process's Vulkan loader find SwiftShader alone, so that numbers do not depend on the machine. It must be
 * called outside all suites, before ONNX Runtime is loaded. False where no Chromium is installed.
 */
export function useSwiftshader(): boolean {
  const manifest = manifests.find((path) => existsSync(path))
  if (manifest === undefined) return false
  const content = JSON.parse(readFileSync(manifest, 'utf8')) as DriverManifest
  const library = resolve(dirname(manifest), content.ICD.library_path)
  const folder = mkdtempSync(join(tmpdir(), 'alexnet-studio-swiftshader-'))
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  const absolute = join(folder, 'icd.json')
  writeFileSync(absolute, JSON.stringify({ ...content, ICD: { ...content.ICD, library_path: library } }))
  process.env.VK_ICD_FILENAMES = absolute
  process.env.VK_DRIVER_FILES = absolute
  process.env.XDG_RUNTIME_DIR ??= folder
  return true
}
