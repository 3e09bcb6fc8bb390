/** What happened to a run, in words for the terminal. */
import type { RunEvent } from '../../../preload/contract/index.ts'
import { plural } from './words.ts'

export function describeEvent(event: RunEvent): string {
  switch (event.kind) {
    case 'started':
      return `began on ${event.device}`
    case 'resumed':
      return `went on, on ${event.device}`
    case 'imported':
      return `read from ${event.file}, with ${plural(event.classes, 'class', 'classes')}`
    case 'branched':
      return `branched from run ${String(event.runId)} at step ${String(event.fromStep)}`
    case 'weights': {
      const anew = event.anew === null ? '' : `; ${event.anew} is new`
      return `began with the weights of run ${String(event.runId)} at step ${String(event.fromStep)}${anew}`
    }
    case 'paused':
    case 'stopped':
      return event.kind
    case 'stopped-early':
      return `stopped early: no better epoch than ${String(event.bestEpoch)} in ${plural(event.patience, 'epoch')}`
    case 'rate':
      return `rate set to ${rate(event.learningRate)}, where the schedule had ${rate(event.scheduled)}`
    case 'rate-dropped':
      return `rate dropped to ${rate(event.learningRate)}: no better epoch for a while`
    case 'epochs':
      return `epochs changed from ${String(event.from)} to ${String(event.to)}`
    case 'checkpoint':
      return event.name === null ? 'checkpoint written' : `checkpoint “${event.name}” written`
    case 'damaged':
      return `the checkpoint of step ${String(event.checkpointStep)} is damaged: ${event.words}`
    default:
      return event satisfies never
  }
}

/** Three digits are enough. */
function rate(value: number): string {
  return String(Number(value.toPrecision(3)))
}
