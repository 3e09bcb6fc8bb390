/** `devices`: what this machine can train on, and why the rest cannot be used. */
import type { Command } from 'commander'
import { createCommand, inWorkspace } from '../command.ts'
import type { CommonOptions } from '../command.ts'
import { table } from '../table.ts'

const columns = [{ title: 'Device' }, { title: 'Name' }, { title: 'Engine' }, { title: 'Usable' }] as const

export function devicesCommand(): Command {
  return createCommand('devices', 'list the devices to train on').action((options: CommonOptions) =>
    inWorkspace(options, async ({ client, output }) => {
      const devices = await client.call('system.devices', {})
      output.answer(devices, () =>
        table(
          columns,
          devices.map(({ id, name, engine, usable, reason }) => [
            id,
            name,
            engine,
            usable ? 'yes' : `no: ${reason ?? ''}`,
          ]),
        ),
      )
    }),
  )
}
