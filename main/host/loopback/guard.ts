/**
 * Who may speak to the loopback host: the browser that opened the address with its token, and nothing else on this
 * machine or on the web. The Host header defeats names that were rebound to 127.0.0.1, the Origin header other sites.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** A secret of 256 bits, safe in an address. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url')
}

const ownNames = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** The port is free to differ from ours: an SSH tunnel's does. */
export function isOwnHost(host: string | undefined): boolean {
  return host !== undefined && URL.canParse(`http://${host}`) && ownNames.has(new URL(`http://${host}`).hostname)
}

/** Whether the request comes from our own page, as its browser says. */
export function isOwnOrigin({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return isOwnHost(headers.host) && headers.origin === `http://${headers.host ?? ''}`
}

/** Cookies know no ports: each start has a name of its own, so that several programs can be open in one browser. */
export function cookieName(token: string): string {
  return `alexnet-studio-${createHash('sha256').update(token).digest('hex').slice(0, 8)}`
}

/** Whether the request carries the cookie that the address with the token was exchanged for. */
export function hasCookie({ headers }: Pick<IncomingMessage, 'headers'>, token: string): boolean {
  const name = cookieName(token)
  const cookies = (headers.cookie ?? '').split(';').map((cookie) => cookie.trim())
  return cookies.some((cookie) => cookie.startsWith(`${name}=`) && sameText(cookie.slice(name.length + 1), token))
}

/** Compares in a time that tells nothing of where two texts of one length differ. */
export function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
