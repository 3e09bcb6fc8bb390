import { describe, expect, it } from 'vitest'
import {
  cookieName,
  hasCookie,
  isOwnHost,
  isOwnOrigin,
  randomToken,
  sameText,
} from '../../../main/host/loopback/guard.ts'

describe('the loopback guard', () => {
  it.each(['127.0.0.1:4000', 'localhost:9000', '[::1]:80', 'localhost'])('answers to %s', (host) => {
    expect(isOwnHost(host)).toBe(true)
  })

  it.each([
    undefined,
    '',
    'example.org',
    '127.0.0.1.example.org:4000',
    'localhost@example.org',
    '192.168.0.1:4000',
    'a b',
  ])('does not answer to %s', (host) => {
    expect(isOwnHost(host)).toBe(false)
  })

  it('hears only pages of the very origin', () => {
    const host = '127.0.0.1:4000'
    expect(isOwnOrigin({ headers: { host, origin: 'http://127.0.0.1:4000' } })).toBe(true)
    expect(isOwnOrigin({ headers: { host } })).toBe(false)
    expect(isOwnOrigin({ headers: { host, origin: 'null' } })).toBe(false)
    expect(isOwnOrigin({ headers: { host, origin: 'http://127.0.0.1:4001' } })).toBe(false)
    expect(isOwnOrigin({ headers: { host: 'evil.org', origin: 'http://evil.org' } })).toBe(false)
  })

  it('knows its cookie among others', () => {
    const token = randomToken()
    const name = cookieName(token)
    expect(hasCookie({ headers: { cookie: `a=b; ${name}=${token}; c=d` } }, token)).toBe(true)
    expect(hasCookie({ headers: { cookie: `${name}=${randomToken()}` } }, token)).toBe(false)
    expect(hasCookie({ headers: { cookie: `other-${name}=${token}` } }, token)).toBe(false)
    expect(cookieName(randomToken())).not.toBe(name)
    expect(hasCookie({ headers: {} }, token)).toBe(false)
  })

  it('makes tokens of 256 bits, each another', () => {
    expect(Buffer.from(randomToken(), 'base64url')).toHaveLength(32)
    expect(sameText(randomToken(), randomToken())).toBe(false)
    expect(sameText('', 'a')).toBe(false)
  })
})
