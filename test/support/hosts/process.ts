/** The end of a host's process. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}
