/** A long run under watch: resident memory and open handles of its trainer and its host, from `/proc`. */
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { drive } from '../support/runs/drive.ts'
import { figuresDataset } from '../support/figures-dataset.ts'
import { trainingSettings } from '../support/training-settings.ts'

export interface SoakOptions {
  readonly minutes: number
  /** Seconds between two looks. */
  readonly interval: number
  /** `lenet` does many more steps and epochs in the same time. */
  readonly network: 'alexnet-mini' | 'lenet'
}

interface Look {
  /** Resident bytes, and open files, sockets and pipes. */
  readonly bytes: number
  readonly handles: number
}

export interface Growth {
  /** Mean of the second tenth of the looks, when everything is loaded, and of the last tenth. */
  readonly bytesBefore: number
  readonly bytesAfter: number
  readonly growth: number
  readonly handlesBefore: number
  readonly handlesAfter: number
}

export interface SoakFigures {
  readonly minutes: number
  readonly steps: number
  readonly epochs: number
  readonly trainer: Growth
  readonly host: Growth
}

/** Trains on the processor, with a checkpoint each epoch and every half minute. */
export async function benchSoak({ minutes, interval, network }: SoakOptions): Promise<SoakFigures> {
  if (process.platform !== 'linux') throw new Error('The soak reads /proc, which only Linux has.')
  const dataset = await figuresDataset(30)
  const { store } = dataset
  const { manager, trainer, training } = drive(store)
  try {
    const settings = trainingSettings({
      ...{ network, epochs: 10_000, batch: 32, dropout: 0.5, schedule: 'constant', threads: 0 },
      ...{ augmentation: { crop: true, mirror: true, colour: true }, checkpointMinutes: 0.5 },
    })
    const runId = manager.start({ datasetId: dataset.datasetId, settings })
    await training()
    const { pid } = trainer()
    const looks: { trainer: Look; host: Look }[] = []
    const end = performance.now() + minutes * 60_000
    while (performance.now() < end) {
      await delay(interval * 1000)
      looks.push({ trainer: lookAt(pid!), host: lookAt(process.pid) })
    }
    const steps = store.runs.steps(runId, 0, 10_000).at(-1)?.step ?? 0
    const { epochsDone: epochs } = store.runs.get(runId)
    const [ofTrainer, ofHost] = [looks.map((look) => look.trainer), looks.map((look) => look.host)]
    return { minutes, steps, epochs, trainer: growthOf(ofTrainer), host: growthOf(ofHost) }
  } finally {
    await manager.close()
    dataset.remove()
  }
}

function lookAt(pid: number): Look {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]
  return { bytes: Number(kilobytes) * 1024, handles: readdirSync(`/proc/${String(pid)}/fd`).length }
}

function growthOf(looks: readonly Look[]): Growth {
  const tenth = Math.max(1, Math.floor(looks.length / 10))
  const [before, after] = [looks.slice(tenth, 2 * tenth), looks.slice(-tenth)]
  const bytesBefore = mean(before.map(({ bytes }) => bytes))
  const bytesAfter = mean(after.map(({ bytes }) => bytes))
  return {
    bytesBefore,
    bytesAfter,
    growth: bytesAfter / bytesBefore - 1,
    handlesBefore: mean(before.map(({ handles }) => handles)),
    handlesAfter: mean(after.map(({ handles }) => handles)),
  }
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}
