import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryApi } from '../../support/api.ts'

describe('the router', () => {
  it.each(['datasets.nothing', '__proto__.toString', 'datasets.__proto__', 'datasets.constructor', 'toString', ''])(
    'knows no method “%s” and says which there are',
    async (method) => {
      const { api } = await temporaryApi()
      const outcome = await api.call(method, {})
      expect(outcome).toMatchObject({ ok: false, code: 'not-found' })
      expect(outcome).toHaveProperty('details.methods', expect.arrayContaining(['datasets.list', 'runs.start']))
    },
  )

  it('names the field that is wrong', async () => {
    const { api } = await temporaryApi()
    const outcome = await api.call('runs.start', { datasetId: 1, settings: { epochs: 0 } })
    expect(outcome).toMatchObject({ ok: false, code: 'invalid-input' })
    expect(outcome).toHaveProperty('message', expect.stringMatching(/^settings\.epochs: /))
  })

  it.each([undefined, null, 'text', [], { datasetId: '1' }])(
    'refuses parameters of another shape: %j',
    async (params) => {
      const { api } = await temporaryApi()
      expect(await api.call('datasets.get', params)).toMatchObject({ ok: false, code: 'invalid-input' })
    },
  )

  it('passes on what a handler refuses, as data', async () => {
    const { api } = await temporaryApi()
    expect(await api.call('runs.get', { runId: 7 })).toEqual({
      ok: false,
      code: 'not-found',
      message: expect.stringContaining('There is no run 7.') as string,
    })
  })

  it('hides a defect from people and keeps it in the log', async () => {
    const { api, store } = await temporaryApi()
    store.close()
    const outcome = await api.call('datasets.list', {})
    expect(outcome).toMatchObject({ ok: false, code: 'internal' })
    expect(JSON.stringify(outcome)).not.toContain('database')
    expect(readFileSync(join(store.workspace, 'logs', 'studio.log'), 'utf8')).toContain('datasets.list failed')
  })

  it('does not begin a call that was cancelled already', async () => {
    const { api } = await temporaryApi()
    expect(await api.call('system.info', {}, AbortSignal.abort())).toMatchObject({ ok: false, code: 'cancelled' })
  })
})
