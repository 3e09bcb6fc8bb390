/** WebAssembly assembled from its text, as the modules beside it keep it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import wabt from 'wabt'

/** Base64 of a `.wat` file, named from the root of the sources. */
export async function assemble(name: string): Promise<string> {
  const file = join(import.meta.dirname, '../..', name)
  const { parseWat } = await wabt()
  const { buffer } = parseWat(file, readFileSync(file, 'utf8'), { simd: true, memory64: true }).toBinary({})
  return Buffer.from(buffer).toString('base64')
}
