/**
 * Finds the handler of a method, checks what it is given, and turns whatever goes wrong into data. It knows no host
 * and does no work of its own.
 */
import { z } from 'zod'
import { contract } from '../../preload/contract/index.ts'
import type { Contract, Failure as FailureData } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import type { CallContext, Handlers } from './handlers.ts'

export type AllHandlers = { readonly [Group in keyof Contract]: Handlers<Group> }

/** What a call comes to: the fields of a reply but its id. */
export type Outcome = { readonly ok: true; readonly value: unknown } | ({ readonly ok: false } & FailureData)

interface Route {
  readonly input: z.ZodType
  readonly handle: (params: unknown, context: CallContext) => unknown
}

export type Router = (method: string, params: unknown, context: CallContext) => Promise<Outcome>

/** `report` hears errors that no person is meant to read, with the method that threw them. */
export function createRouter(handlers: AllHandlers, report: (method: string, error: unknown) => void): Router {
  const routes = collectRoutes(handlers)
  return async (method, params, context) => {
    const route = routes.get(method)
    if (!route) return refusal('not-found', `There is no method “${method}”.`, { methods: [...routes.keys()] })
    const checked = route.input.safeParse(params)
    if (!checked.success) return refusal('invalid-input', sentence(checked.error), { issues: checked.error.issues })
    try {
      context.signal.throwIfAborted()
      return { ok: true, value: await route.handle(checked.data, context) }
    } catch (error) {
      if (error instanceof Failure) return refusal(error.code, error.message, error.details)
      if (context.signal.aborted) return refusal('cancelled', 'The call was cancelled.')
      report(method, error)
      return refusal('internal', `The program made a mistake in ${method}; its log says more.`)
    }
  }
}

function collectRoutes(handlers: AllHandlers): ReadonlyMap<string, Route> {
  const routes = new Map<string, Route>()
  for (const [group, methods] of Object.entries(contract)) {
    const handlersOfGroup = handlers[group as keyof Contract] as unknown as Record<string, Route['handle']>
    for (const [name, { input }] of Object.entries<{ readonly input: z.ZodType }>(methods)) {
      routes.set(`${group}.${name}`, { input, handle: handlersOfGroup[name]! })
    }
  }
  return routes
}

function refusal(code: FailureData['code'], message: string, details?: unknown): Outcome {
  return { ok: false, code, message, ...(details === undefined ? {} : { details }) }
}

/** Every complaint of the schema in one sentence, each with the field it is about. */
function sentence(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`))
    .join('; ')
}
