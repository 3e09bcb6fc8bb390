/** Every host that journeys run on. */
import { describe } from 'vitest'
import { electronHost } from './electron.ts'
import type { Host } from './host.ts'
import { loopbackHost } from './loopback.ts'
import { standInHost } from './stand-in.ts'

export const hosts: readonly Host[] = [loopbackHost, standInHost, electronHost]

/** The same journeys on every host; skipped by name, with the reason, on one that this machine does not have. */
export function onEveryHost(title: string, journeys: (host: Host) => void): void {
  for (const host of hosts) {
    const place = host.obstacle === null ? host.name : `${host.name} (skipped: ${host.obstacle})`
    describe.skipIf(host.obstacle !== null)(`${title} on ${place}`, () => journeys(host))
  }
}
