/** What the test that started this process tells it. */
import type { Connection } from './devtools.ts'
import { connect } from './devtools.ts'

export interface StandInEnvironment {
  /** Address of Chromium's DevTools. */
  readonly STAND_IN_CHROMIUM: string
  /** A folder that stands for the person's application data. */
  readonly STAND_IN_DATA: string
  /** Languages of the system, as in `en-GB,zh-Hans-CN`. */
  readonly STAND_IN_LANGUAGES: string
}

export function setting(name: keyof StandInEnvironment): string {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is not set; tests start the stand-in with it.`)
  return value
}

let connection: Promise<Connection> | undefined

/** The browser that shows the windows. */
export function chromium(): Promise<Connection> {
  return (connection ??= connect(setting('STAND_IN_CHROMIUM')))
}
