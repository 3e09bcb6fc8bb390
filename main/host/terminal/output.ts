/**
 * What commands say. With `--json` standard output carries JSON alone: one value, or one object a line while a job
 * runs. Without it, text for people; progress bars go to standard error and only to a terminal.
 */
import cliProgress from 'cli-progress'

export interface Output {
  readonly json: boolean
  /** The answer of a command: `value` for machines, what `text` makes of it for people. */
  answer(value: unknown, text: () => string): void
  /** A line of a running job: `value` for machines, `text` for people where there is any. */
  line(value: object, text?: string): void
  /** Shows how far a job is, 0 to 1, and in words. */
  progress(share: number, words: string): void
  /** Takes the progress bar away. */
  progressEnd(): void
}

export function createOutput(json: boolean): Output {
  const bar =
    json || !process.stderr.isTTY
      ? null
      : new cliProgress.SingleBar({
          format: '{bar} {percentage} %  {words}',
          barCompleteChar: '█',
          barIncompleteChar: '░',
          barsize: 24,
          hideCursor: true,
          clearOnComplete: true,
          gracefulExit: false,
          stream: process.stderr,
        })
  let started = false

  function progressEnd(): void {
    if (started) bar?.stop()
    started = false
  }

  return {
    json,
    answer(value, text) {
      progressEnd()
      process.stdout.write(`${json ? JSON.stringify(value) : text()}\n`)
    },
    line(value, text) {
      if (json) process.stdout.write(`${JSON.stringify(value)}\n`)
      if (json || text === undefined) return
      progressEnd()
      process.stdout.write(`${text}\n`)
    },
    progress(share, words) {
      const percentage = Math.floor(share * 100)
      if (started) bar?.update(percentage, { words })
      else bar?.start(100, percentage, { words })
      started = true
    },
    progressEnd,
  }
}
