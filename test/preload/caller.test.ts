import { describe, expect, it } from 'vitest'
import { createCaller } from '../../preload/bridge/caller.ts'
import type { ClientMessage } from '../../preload/contract/wire.ts'

function startCaller() {
  const sent: ClientMessage[] = []
  return { sent, caller: createCaller((message) => sent.push(message)) }
}

describe('the caller of both bridges', () => {
  it('gives each call its own reply, whatever their order', async () => {
    const { sent, caller } = startCaller()
    const [first, second] = [caller.call('a.b', { x: 1 }), caller.call('c.d', {})]
    expect(sent).toEqual([
      { kind: 'request', id: 0, method: 'a.b', params: { x: 1 } },
      { kind: 'request', id: 1, method: 'c.d', params: {} },
    ])
    caller.receive({ kind: 'reply', id: 1, ok: true, value: 'second' })
    caller.receive({ kind: 'reply', id: 0, ok: true, value: 'first' })
    expect([await first, await second]).toMatchObject([{ value: 'first' }, { value: 'second' }])
  })

  it('sends a cancel while a call is open, and none after', async () => {
    const { sent, caller } = startCaller()
    let cancel = (): void => undefined
    const reply = caller.call('a.b', {}, (given) => (cancel = given))
    cancel()
    expect(sent.at(-1)).toEqual({ kind: 'cancel', id: 0 })
    caller.receive({ kind: 'reply', id: 0, ok: false, code: 'cancelled', message: 'Cancelled.' })
    await reply
    cancel()
    expect(sent).toHaveLength(2)
  })

  it('tells listeners of their events until they leave', () => {
    const { caller } = startCaller()
    const heard: unknown[] = []
    const leave = caller.listen('runs.changed', (payload) => heard.push(payload))
    caller.receive({ kind: 'event', event: 'runs.changed', payload: 1 })
    caller.receive({ kind: 'event', event: 'runs.epoch', payload: 2 })
    leave()
    caller.receive({ kind: 'event', event: 'runs.changed', payload: 3 })
    expect(heard).toEqual([1])
  })

  it('refuses what is open where the host is lost', async () => {
    const { caller } = startCaller()
    const reply = caller.call('a.b', {})
    caller.refuseAll('The program cannot be reached.')
    expect(await reply).toEqual({
      kind: 'reply',
      id: 0,
      ok: false,
      code: 'failed',
      message: 'The program cannot be reached.',
    })
  })
})
