/** The shape of a handler, derived from the contract, and what a handler is given besides its parameters. */
import type {
  CheckedParams,
  Contract,
  EventName,
  EventPayload,
  MethodName,
  OpenedFile,
  Result,
  SystemInfo,
  WindowPreferences,
} from '../../preload/contract/index.ts'
import type { Launch } from '../worker/spawn.ts'

/** What a host is and can do beyond carrying messages. */
export interface HostCapabilities {
  readonly host: SystemInfo['host']
  readonly version: string
  /** Starts workers in the host's own way; as Node.js processes without it. */
  readonly launch?: Launch
  /** The platform's folder dialog, where the host has one; resolves with null where the person cancels. */
  readonly chooseFolder?: (title: string) => Promise<string | null>
  /** The host's own window, where it has one. */
  readonly window?: HostWindow
}

export interface HostWindow {
  prefer(preferences: WindowPreferences): void
  /** Hands over what was opened with the program since the last call. */
  takeOpened(): { folders: string[]; files: OpenedFile[] }
}

export interface CallContext {
  /** Aborted when the caller cancels or goes away. */
  readonly signal: AbortSignal
}

/** Tells every open page of an event. */
export type Emit = <Name extends EventName>(event: Name, payload: DeepReadonly<EventPayload<Name>>) => void

/** Handlers may answer with the store's read-only rows. */
export type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T

type Answer<Name extends MethodName> = DeepReadonly<Result<Name>>

/** One handler for each method of a contract file. */
export type Handlers<Group extends keyof Contract> = {
  readonly [Method in keyof Contract[Group] & string]: `${Group}.${Method}` extends infer Name extends MethodName
    ? (params: CheckedParams<Name>, context: CallContext) => Answer<Name> | Promise<Answer<Name>>
    : never
}
