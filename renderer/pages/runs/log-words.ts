/** What happened to a run, in words. */
import type { RunEvent } from '../../../preload/contract/index.ts'
import { count, rate } from '../../format.ts'
import { plural, said, t } from '../../locales/text.ts'

export function logWords(event: RunEvent): string {
  switch (event.kind) {
    case 'started':
      return t('runs.log.started', { device: said(event.device) })
    case 'resumed':
      return t('runs.log.resumed', { device: said(event.device) })
    case 'imported':
      return t('runs.log.imported', { file: event.file, classes: plural('common.classes', event.classes) })
    case 'branched':
      return t('runs.log.branched', { run: event.runId, step: count(event.fromStep) })
    case 'weights': {
      const from = { run: event.runId, step: count(event.fromStep) }
      return event.anew === null
        ? t('runs.log.weights', from)
        : t('runs.log.weightsAnew', { ...from, layer: event.anew })
    }
    case 'paused':
      return t('runs.log.paused')
    case 'stopped':
      return t('runs.log.stopped')
    case 'stopped-early': {
      const patience = plural('runs.epochCount', event.patience)
      return t('runs.log.stoppedEarly', { epoch: event.bestEpoch, patience })
    }
    case 'rate':
      return t('runs.log.rate', { rate: rate(event.learningRate) })
    case 'rate-dropped':
      return t('runs.log.rateDropped', { rate: rate(event.learningRate) })
    case 'epochs':
      return t('runs.log.epochs', { from: count(event.from), to: count(event.to) })
    case 'checkpoint':
      return event.name === null ? t('runs.log.checkpoint') : t('runs.log.checkpointNamed', { name: event.name })
    case 'damaged':
      return t('runs.log.damaged', { step: count(event.checkpointStep), words: said(event.words) })
    default:
      return event satisfies never
  }
}
