/**
 * The devices of this machine, each tried in a process of its own and remembered until the program or the hardware
 * changes. It knows no engine; the trying process does.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { arch, availableParallelism, cpus, platform, release } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { device as deviceSchema, deviceCandidates, deviceName } from '../../preload/contract/index.ts'
import type { Device, DeviceId } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import type { DeviceEvent, DeviceJob } from '../worker/protocol.ts'
import type { Launch } from '../worker/spawn.ts'

export interface DevicesOptions {
  readonly workspace: string
  readonly launch: Launch
  /** Of this program. */
  readonly version: string
}

const remembered = z.object({ machine: z.string(), devices: z.array(deviceSchema) })

/** Milliseconds after which a device that has not answered counts as unusable. */
const patience = 60_000

export class Devices {
  readonly #options: DevicesOptions
  #list: Promise<readonly Device[]> | undefined
  #speeds: Readonly<Record<string, number>> = {}

  constructor(options: DevicesOptions) {
    this.#options = options
  }

  /** Usable devices, fastest first, then the others with their reasons. The first call on a machine takes seconds. */
  list(): Promise<readonly Device[]> {
    this.#list ??= (this.#remembered() ?? this.#tryAll()).then((devices) => {
      this.#speeds = Object.fromEntries(
        devices.flatMap(({ id, imagesPerSecond }) => (imagesPerSecond === null ? [] : [[id, imagesPerSecond]])),
      )
      return devices
    })
    return this.#list
  }

  /** Pictures a second of `alexnet-mini` by device, as far as devices were listed and had to be compared. */
  get speeds(): Readonly<Record<string, number>> {
    return this.#speeds
  }

  /** The device's own name for `auto` or a name; throws `Failure('invalid-input')` where it cannot be used. */
  async resolve(id: string): Promise<string> {
    if (id === 'cpu') return id
    const devices = await this.list()
    const usable = devices.filter((device) => device.usable)
    if (id === 'auto') return usable[0]?.id ?? 'cpu'
    const device = devices.find((candidate) => candidate.id === id)
    if (device?.usable) return id
    const choices = ['auto', ...usable.map((candidate) => candidate.id)].join(', ')
    const why = device?.reason ? `cannot be used on this machine (${device.reason})` : 'is not known here'
    throw new Failure('invalid-input', `The device “${id}” ${why}; choose one of ${choices}.`)
  }

  async #tryAll(): Promise<readonly Device[]> {
    const devices: Device[] = []
    for (const candidate of deviceCandidates) {
      if (!(candidate.platforms as readonly string[]).includes(platform())) continue
      devices.push(candidate.id === 'cpu' ? processor() : await this.#prove(candidate.id, candidate.engine))
    }
    const usable = devices.filter((device) => device.usable)
    const measured = usable.length > 1 ? await this.#measure(usable) : usable
    const sorted = measured.toSorted((a, b) => (b.imagesPerSecond ?? 0) - (a.imagesPerSecond ?? 0))
    const list = [...sorted, ...devices.filter((device) => !device.usable)]
    writeFileSync(this.#file(), JSON.stringify({ machine: this.#machine(), devices: list }, null, 2))
    return list
  }

  async #prove(id: DeviceId, engine: Device['engine']): Promise<Device> {
    const event = await this.#try({ device: id, task: 'prove' })
    const refused = event.type === 'refused' ? event.reason : null
    const name = event.type === 'proven' ? event.description : deviceName(id)
    return { id, name, engine, usable: refused === null, reason: refused, imagesPerSecond: null }
  }

  async #measure(devices: readonly Device[]): Promise<readonly Device[]> {
    const measured: Device[] = []
    for (const device of devices) {
      const event = await this.#try({ device: device.id as DeviceId, task: 'measure' })
      measured.push({ ...device, imagesPerSecond: event.type === 'measured' ? event.imagesPerSecond : 0 })
    }
    return measured
  }

  #try(job: DeviceJob): Promise<DeviceEvent> {
    const { workspace, launch } = this.#options
    const { promise, resolve } = Promise.withResolvers<DeviceEvent>()
    const child = launch('device.worker', { job, logFile: join(workspace, 'logs', 'devices.log') })
    const timer = setTimeout(() => {
      resolve({ type: 'refused', reason: `It did not train within ${String(patience / 1000)} seconds.` })
      child.kill()
    }, patience)
    child.onMessage((message) => resolve(message as DeviceEvent))
    child.onExit((how) => {
      clearTimeout(timer)
      resolve({ type: 'refused', reason: `Its driver ended the process that tried it (${how}).` })
    })
    return promise
  }

  #remembered(): Promise<readonly Device[]> | undefined {
    if (!existsSync(this.#file())) return undefined
    try {
      const { machine, devices } = remembered.parse(JSON.parse(readFileSync(this.#file(), 'utf8')))
      return machine === this.#machine() ? Promise.resolve(devices) : undefined
    } catch {
      // What cannot be read is tried again.
      return undefined
    }
  }

  #file(): string {
    return join(this.#options.workspace, 'devices.json')
  }

  /** Changes with the program, the system, the processor and, on Linux, graphics cards and NVIDIA's driver. */
  #machine(): string {
    const facts = [this.#options.version, platform(), arch(), release(), processor().name, ...graphics()]
    return createHash('sha256').update(facts.join('\n')).digest('hex')
  }
}

function processor(): Device {
  const threads = availableParallelism()
  const model = cpus()[0]?.model.trim() ?? arch()
  const name = `${model}, ${String(threads)} ${threads === 1 ? 'thread' : 'threads'}`
  return { id: 'cpu', name, engine: 'onnx', usable: true, reason: null, imagesPerSecond: null }
}

function graphics(): readonly string[] {
  const [cards, driver] = ['/sys/class/drm', '/proc/driver/nvidia/version']
  return [...(existsSync(cards) ? readdirSync(cards) : []), existsSync(driver) ? readFileSync(driver, 'utf8') : '']
}
