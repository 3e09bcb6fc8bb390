/** Requests to stop from outside: Ctrl-C, `kill`, a closed terminal. */

/** npm and a terminal may both deliver one Ctrl-C; a person who means it presses again later than this. */
const repeatMilliseconds = 1000

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Calls `stop` at the first request; a later one ends the process at once with exit code 130. The function that it
 * returns leaves requests to others again, or to the system.
 */
export function onStopRequest(stop: () => void): () => void {
  let firstAt: number | undefined
  const hear = (): void => {
    if (firstAt === undefined) {
      firstAt = performance.now()
      stop()
    } else if (performance.now() - firstAt > repeatMilliseconds) process.exit(130)
  }
  for (const signal of signals) process.on(signal, hear)
  return () => {
    for (const signal of signals) process.off(signal, hear)
  }
}
