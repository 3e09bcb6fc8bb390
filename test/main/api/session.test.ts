import { describe, expect, it, vi } from 'vitest'
import type { HostMessage } from '../../../preload/contract/wire.ts'
import type { Api } from '../../../main/api/api.ts'
import { openSession } from '../../../main/api/session.ts'
import { temporaryApi } from '../../support/api.ts'

/** An API whose calls end when they are cancelled, which the real one has too few slow ones to show. */
const patient: Pick<Api, 'call' | 'listen'> = {
  call: (_method, _params, signal) =>
    new Promise((resolve) => {
      signal?.addEventListener('abort', () => {
        resolve({ ok: false, code: 'cancelled', message: 'Cancelled.' })
      })
    }),
  listen: () => () => undefined,
}

describe('a session', () => {
  it('answers requests by their number', async () => {
    const { api } = await temporaryApi()
    const sent: HostMessage[] = []
    const session = openSession(api, (message) => sent.push(message))
    expect(session.receive({ kind: 'request', id: 4, method: 'datasets.list', params: {} })).toBe(true)
    await vi.waitFor(() => {
      expect(sent).toEqual([{ kind: 'reply', id: 4, ok: true, value: [] }])
    })
  })

  it.each([
    undefined,
    'text',
    {},
    { kind: 'reply', id: 1, ok: true },
    { kind: 'request', id: -1, method: 'datasets.list', params: {} },
    { kind: 'request', id: 1, method: 'x'.repeat(65), params: {} },
    { kind: 'cancel' },
  ])('takes no other message: %j', async (message) => {
    const { api } = await temporaryApi()
    const session = openSession(api, () => undefined)
    expect(session.receive(message)).toBe(false)
  })

  it('cancels a call and takes no second one of the same number meanwhile', async () => {
    const sent: HostMessage[] = []
    const session = openSession(patient, (message) => sent.push(message))
    const request = { kind: 'request', id: 1, method: 'models.evaluate', params: {} }
    expect(session.receive(request)).toBe(true)
    expect(session.receive(request)).toBe(false)
    expect(session.receive({ kind: 'cancel', id: 1 })).toBe(true)
    await vi.waitFor(() => {
      expect(sent).toEqual([{ kind: 'reply', id: 1, ok: false, code: 'cancelled', message: 'Cancelled.' }])
    })
  })

  it('refuses calls beyond 256 that are open, and takes more when some have ended', async () => {
    const sent: HostMessage[] = []
    const session = openSession(patient, (message) => sent.push(message))
    const request = (id: number) => ({ kind: 'request', id, method: 'models.evaluate', params: {} })
    for (let id = 0; id < 256; id++) session.receive(request(id))
    session.receive(request(256))
    expect(sent).toMatchObject([{ kind: 'reply', id: 256, ok: false, code: 'conflict' }])
    session.receive({ kind: 'cancel', id: 0 })
    await vi.waitFor(() => {
      expect(sent).toHaveLength(2)
    })
    session.receive(request(256))
    expect(sent).toHaveLength(2)
  })

  it('passes events on until it is closed', async () => {
    const { api, store, call } = await temporaryApi()
    const sent: HostMessage[] = []
    const session = openSession(api, (message) => sent.push(message))
    const datasetId = store.datasets.create('one')
    await call('datasets.rename', { datasetId, name: 'two' })
    session.close()
    await call('datasets.rename', { datasetId, name: 'three' })
    expect(sent).toEqual([{ kind: 'event', event: 'datasets.changed', payload: { datasetId } }])
    expect(session.receive({ kind: 'cancel', id: 1 })).toBe(false)
  })
})
