/** What this machine can train on, as the contract lists it. */
import { availableParallelism, cpus } from 'node:os'
import type { Device } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'

export function listDevices(): Device[] {
  const threads = availableParallelism()
  const model = cpus()[0]?.model.trim() ?? process.arch
  const name = `${model}, ${String(threads)} ${threads === 1 ? 'thread' : 'threads'}`
  return [{ id: 'cpu', name, engine: 'onnx', usable: true, reason: null }]
}

/** Throws `Failure('invalid-input')` with the devices there are, unless `id` is `auto` or one of them. */
export function checkDevice(id: string): void {
  const usable = listDevices().filter((device) => device.usable)
  if (id === 'auto' || usable.some((device) => device.id === id)) return
  const choices = ['auto', ...usable.map((device) => device.id)].join(', ')
  throw new Failure('invalid-input', `There is no device “${id}” on this machine; choose one of ${choices}.`)
}
