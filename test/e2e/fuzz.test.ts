/**
 * 20,000 hostile messages to each host: each request gets a typed refusal or a valid answer, and none crashes or hangs
 * the host, makes it grow, or writes anything.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { toHost } from '../../preload/contract/channels.ts'
import { errorCodes } from '../../preload/contract/errors.ts'
import { browserPath } from '../support/browser.ts'
import { hostileMessages, type HostileMessage } from '../support/fuzz.ts'
import { startLoopback } from '../support/hosts/loopback.ts'
import { startStandIn } from '../support/hosts/stand-in.ts'

const count = 20_000
/** Messages between two waits for answers: fewer than the host lets be open at once. */
const portion = 200
const firstId = 1_000_000
const seed = Number(process.env.FUZZ_SEED ?? 2012)

interface Reply {
  readonly id: number
  readonly ok: boolean
  readonly code?: string
  readonly message?: string
}

/** Bytes of memory that a process holds. */
function memoryOf(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}

/** What the workspace holds, but for what reading may touch: logs, what was found of devices, the window's own. */
function contents(workspace: string): Record<string, string> {
  const files = readdirSync(workspace, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const names = files.map((entry) => relative(workspace, join(entry.parentPath, entry.name))).sort()
  return Object.fromEntries(
    names
      .filter((name) => !/^(window|logs)[/\\]|^devices\.json$|-shm$/.test(name))
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(workspace, name)))
          .digest('hex'),
      ]),
  )
}

function checkReplies(replies: readonly Reply[], wanted: ReadonlySet<number>): void {
  const own = replies.filter(({ id }) => wanted.has(id))
  expect(new Set(own.map(({ id }) => id))).toEqual(wanted)
  const untyped = own.filter(
    ({ ok, code, message }) => !ok && !(message && code !== 'internal' && errorCodes.some((known) => known === code)),
  )
  expect(untyped).toEqual([])
}

function* portions(): Generator<HostileMessage[]> {
  let part: HostileMessage[] = []
  for (const message of hostileMessages(seed, count, firstId)) {
    part.push(message)
    if (part.length < portion) continue
    yield part
    part = []
  }
}

const wantedOf = (part: readonly HostileMessage[]) => new Set(part.flatMap(({ id }) => id ?? []))

/** Lets no answer be waited for longer. */
const hangMilliseconds = 20_000
const mostGrowth = 150 * 2 ** 20

describe.skipIf(browserPath === null || process.platform !== 'linux')('20,000 hostile messages', () => {
  it('do nothing to the Electron host', async () => {
    const studio = await startStandIn()
    onTestFinished(() => studio.close())
    await studio.open()
    await studio.ask('sent')
    const workspace = join(studio.folder, 'workspace')
    const before = contents(workspace)
    let memory = 0
    for (const [index, part] of [...portions()].entries()) {
      await studio.ask('messages', { channel: toHost, messages: part.map(({ message }) => message), from: 'own' })
      const wanted = wantedOf(part)
      const replies = new Map<number, Reply>()
      const deadline = Date.now() + hangMilliseconds
      while ([...wanted].some((id) => !replies.has(id))) {
        if (Date.now() > deadline) break
        for (const reply of (await studio.ask('sent')) as Reply[]) replies.set(reply.id, reply)
      }
      checkReplies([...replies.values()], wanted)
      // The first portions fill caches.
      if (index === 10) memory = memoryOf(studio.pid)
    }
    expect(memoryOf(studio.pid) - memory).toBeLessThan(mostGrowth)
    expect(contents(workspace)).toEqual(before)
  })

  it('do nothing to the loopback host, nor do texts that are no messages', async () => {
    const studio = await startLoopback()
    onTestFinished(() => studio.close())
    const { origin, host } = new URL(studio.address)
    const exchanged = await fetch(studio.address, { redirect: 'manual' })
    const cookie = exchanged.headers.get('set-cookie')?.split(';')[0] ?? ''

    const connect = async (): Promise<WebSocket> => {
      const socket = new WebSocket(`ws://${host}/wire`, { headers: { cookie, origin } })
      await new Promise((resolve, reject) => {
        socket.once('open', resolve)
        socket.once('error', reject)
      })
      return socket
    }
    /** Sends what is no message of the wire, for which the host hangs up. */
    const sendBroken = async (text: string): Promise<void> => {
      const socket = await connect()
      const closed = new Promise<number>((resolve) => socket.once('close', resolve))
      socket.send(text)
      expect([1008, 1009], text.slice(0, 80)).toContain(await closed)
    }

    const workspace = join(studio.folder, 'workspace')
    const before = contents(workspace)
    let memory = 0
    for (const [index, part] of [...portions()].entries()) {
      const socket = await connect()
      const wanted = wantedOf(part)
      const replies = new Map<number, Reply>()
      const answered = new Promise<void>((resolve) => {
        socket.on('message', (data: Buffer) => {
          const reply = JSON.parse(data.toString()) as Reply
          replies.set(reply.id, reply)
          if (wanted.isSubsetOf(replies)) resolve()
        })
        setTimeout(resolve, hangMilliseconds).unref()
      })
      for (const { id, message } of part) if (id !== null) socket.send(JSON.stringify(message))
      await answered
      checkReplies([...replies.values()], wanted)
      socket.terminate()
      const broken = part.find(({ id }) => id === null)
      if (broken) await sendBroken(JSON.stringify(broken.message))
      await sendBroken(JSON.stringify(part[0]!.message).slice(0, -1))
      if (index === 10) memory = memoryOf(studio.pid)
    }
    for (const text of ['', '\u0000', '['.repeat(100_000), `"${'x'.repeat(5 * 2 ** 20)}"`]) await sendBroken(text)
    expect(memoryOf(studio.pid) - memory).toBeLessThan(mostGrowth)
    expect(contents(workspace)).toEqual(before)
  })
})
