/** Keeps the machine from falling asleep while a run is under way; the screen may. */
import { powerSaveBlocker } from 'electron'

export function createAwake(): { keep(awake: boolean): void } {
  let blocker: number | null = null
  return {
    keep(awake) {
      if (awake) blocker ??= powerSaveBlocker.start('prevent-app-suspension')
      else if (blocker !== null) {
        powerSaveBlocker.stop(blocker)
        blocker = null
      }
    },
  }
}
