/** An API called as pages call it; one over a fresh workspace, closed when the test is over. */
import { onTestFinished } from 'vitest'
import type { EventName, MethodName, Params, Result } from '../../preload/contract/index.ts'
import { createApi, type Api } from '../../main/api/api.ts'
import type { Store } from '../../main/store/store.ts'
import { temporaryStore } from './workspace.ts'

/** Throws with the sentence where the API refuses. */
export type Call = <Name extends MethodName>(method: Name, params: Params<Name>) => Promise<Result<Name>>

export function callsOf(api: Api): Call {
  return async <Name extends MethodName>(method: Name, params: Params<Name>) => {
    const outcome = await api.call(method, params)
    if (!outcome.ok) throw new Error(outcome.message)
    return outcome.value as Result<Name>
  }
}

export interface TestApi {
  readonly api: Api
  readonly store: Store
  readonly call: Call
  /** Resolves with the first payload of this event that passes. */
  next(event: EventName, passes: (payload: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>
}

export async function temporaryApi({ exclusive = true } = {}): Promise<TestApi> {
  const store = await temporaryStore()
  const api = createApi({ store, exclusive, host: { host: 'loopback', version: '1.2.3' } })
  onTestFinished(() => api.close())
  return {
    api,
    store,
    call: callsOf(api),
    next(event, passes) {
      const { promise, resolve } = Promise.withResolvers<Record<string, unknown>>()
      const unlisten = api.listen((name, payload) => {
        const record = payload as unknown as Record<string, unknown>
        if (name !== event || !passes(record)) return
        unlisten()
        resolve(record)
      })
      return promise
    },
  }
}
