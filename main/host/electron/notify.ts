/** Tells the person that a run has ended, wherever they look. */
import { Notification } from 'electron'
import { judged } from '../../../preload/contract/index.ts'
import type { EndedRun } from './runs.ts'
import { fill, type Texts } from './texts/index.ts'

/** Shows the notification; `open` is called when the person clicks it. Who pauses a run knows of it. */
export function notifyEnded(run: EndedRun, { ended }: Texts, open: () => void): void {
  if (run.status === 'paused' || !Notification.isSupported()) return
  const notification = new Notification({ title: titleOf(run, ended), body: bodyOf(run, ended) })
  notification.on('click', open)
  notification.show()
}

function titleOf({ status, name }: EndedRun, ended: Texts['ended']): string {
  const known = status === 'finished' || status === 'failed' || status === 'interrupted' ? status : 'stopped'
  return fill(ended[known], { name })
}

function bodyOf({ message, best, epochsDone }: EndedRun, ended: Texts['ended']): string {
  if (message !== null) return message
  if (best === null) return ended.noEpoch
  const error = judged(best).top1Error
  return fill(ended.epochs, { epochs: epochsDone, error: (error * 100).toFixed(1) })
}
