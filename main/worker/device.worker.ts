/** Composition root of the process that tries one device, so that a driver that fails takes nothing else with it. */
import { createEngine } from '../engine/devices.ts'
import { EngineError } from '../engine/engine.ts'
import { measureEngine, proveEngine } from '../engine/proof.ts'
import { jobOf, parentOf } from './parent.ts'
import type { DeviceEvent, DeviceJob } from './protocol.ts'

const { device, task } = jobOf<DeviceJob>()
const parent = parentOf<never, DeviceEvent>()
parent.onGone(() => process.exit(1))
parent.post(await tryDevice())
await parent.end()
process.exit(0)

async function tryDevice(): Promise<DeviceEvent> {
  try {
    const engine = await createEngine(device, { threads: 0 })
    if (task === 'measure') return { type: 'measured', imagesPerSecond: await measureEngine(engine) }
    await proveEngine(engine, await createEngine('cpu', { threads: 0 }))
    return { type: 'proven', description: engine.description }
  } catch (error) {
    if (!(error instanceof EngineError)) console.error(error)
    return { type: 'refused', reason: error instanceof Error ? error.message : String(error) }
  }
}
