/** The whole contract between a page and the program. A new method touches its file here and its handler in `main/api`. */
import type { z } from 'zod'
import { classes } from './classes.ts'
import { datasetEvents, datasets } from './datasets.ts'
import { exportEvents, exports } from './exports.ts'
import { history } from './history.ts'
import { hygiene, hygieneEvents } from './hygiene.ts'
import { images } from './images.ts'
import { modelEvents, models } from './models.ts'
import { runEvents, runs } from './runs.ts'
import { splitMethods } from './splits.ts'
import { system } from './system.ts'
import { window, windowEvents } from './window.ts'

export * from './basics.ts'
export * from './classes.ts'
export * from './datasets.ts'
export * from './doctor.ts'
export * from './errors.ts'
export { exportFormat, exportFormats, exportProgress, type ExportFormat, type ExportProgress } from './exports.ts'
export * from './history.ts'
export * from './hygiene.ts'
export * from './images.ts'
export * from './models.ts'
export { archiveName, kindOfName, manifestName, networkExtensions, pictureExtensions, pictureName } from './names.ts'
export * from './networks.ts'
export * from './previews.ts'
export * from './runs.ts'
export * from './settings.ts'
export * from './sources.ts'
export * from './splits.ts'
export * from './system.ts'
export * from './usage.ts'
export { windowPreferences, type OpenedFile, type WindowPreferences } from './window.ts'
export type * from './wire.ts'

export const contract = {
  classes,
  datasets,
  exports,
  history,
  hygiene,
  images,
  models,
  runs,
  splits: splitMethods,
  system,
  window,
}
export type Contract = typeof contract

export const events = {
  ...datasetEvents,
  ...exportEvents,
  ...hygieneEvents,
  ...modelEvents,
  ...runEvents,
  ...windowEvents,
}
export type EventName = keyof typeof events
export type EventPayload<Name extends EventName> = z.infer<(typeof events)[Name]>

type Groups = { [Group in keyof Contract]: `${Group}.${keyof Contract[Group] & string}` }
/** `group.name` of every method. */
export type MethodName = Groups[keyof Contract]

type Definition<Name extends MethodName> = Name extends `${infer Group extends keyof Contract}.${infer Method}`
  ? Contract[Group][Method & keyof Contract[Group]]
  : never

/** What a caller passes (defaults may be left out). */
export type Params<Name extends MethodName> =
  Definition<Name> extends { input: infer Input extends z.ZodType } ? z.input<Input> : never
/** What a handler receives (defaults filled in). */
export type CheckedParams<Name extends MethodName> =
  Definition<Name> extends { input: infer Input extends z.ZodType } ? z.output<Input> : never
/** What a method answers. */
export type Result<Name extends MethodName> =
  Definition<Name> extends { output: infer Output extends z.ZodType } ? z.output<Output> : never
