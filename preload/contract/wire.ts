/**
 * The messages of the border. A host moves them, whatever the wire (Electron IPC, a WebSocket); the router in
 * `main/api` answers them. Method and event names are `group.name`, as the contract files state them.
 */
import { z } from 'zod'
import { failure } from './errors.ts'

/** States a method of the contract: the schema of what it takes and of what it answers. */
export function method<Input extends z.ZodType, Output extends z.ZodType>(input: Input, output: Output) {
  return { input, output }
}

/** An identifier that a caller makes, unique among its open calls. */
const callId = z.int().min(0)

export const request = z.object({
  kind: z.literal('request'),
  id: callId,
  method: z.string().max(64),
  params: z.unknown(),
})
export const cancel = z.object({ kind: z.literal('cancel'), id: callId })
export const clientMessage = z.discriminatedUnion('kind', [request, cancel])

export const reply = z.discriminatedUnion('ok', [
  z.object({ kind: z.literal('reply'), id: callId, ok: z.literal(true), value: z.unknown() }),
  z.object({ kind: z.literal('reply'), id: callId, ok: z.literal(false), ...failure.shape }),
])
export const event = z.object({ kind: z.literal('event'), event: z.string(), payload: z.unknown() })
export const hostMessage = z.union([reply, event])

export type Request = z.infer<typeof request>
export type Cancel = z.infer<typeof cancel>
export type ClientMessage = z.infer<typeof clientMessage>
export type Reply = z.infer<typeof reply>
export type Event = z.infer<typeof event>
export type HostMessage = z.infer<typeof hostMessage>
