/** Every host that journeys run on. */
import { electronHost } from './electron.ts'
import type { Host } from './host.ts'
import { loopbackHost } from './loopback.ts'
import { standInHost } from './stand-in.ts'

export const hosts: readonly Host[] = [loopbackHost, standInHost, electronHost]

/** The title of a host's journeys, which says why they are skipped where they are. */
export function titleOf({ name, obstacle }: Host): string {
  return obstacle === null ? `on ${name}` : `on ${name} (skipped: ${obstacle})`
}
