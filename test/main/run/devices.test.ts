import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Device } from '../../../preload/contract/index.ts'
import { Devices } from '../../../main/run/devices.ts'
import { forkChild } from '../../../main/worker/spawn.ts'
import type { Launch } from '../../../main/worker/spawn.ts'

const workspace = mkdtempSync(join(tmpdir(), 'alexnet-studio-devices-'))
const file = join(workspace, 'devices.json')
let launched = 0
const launch: Launch = (...args) => {
  launched++
  return forkChild(...args)
}
const open = (version = '1.0.0') => new Devices({ workspace, launch, version })

describe('devices', () => {
  let first: readonly Device[]
  afterAll(() => rmSync(workspace, { recursive: true }))
  beforeAll(async () => {
    first = await open().list()
  }, 60_000)

  it('has the CPU among the usable ones, which come first, and a reason for each of the others', () => {
    const usable = first.filter((device) => device.usable)
    expect(usable.map(({ id }) => id)).toContain('cpu')
    expect(first.slice(0, usable.length)).toEqual(usable)
    for (const { reason } of first.slice(usable.length)) expect(reason).toMatch(/^[A-Z@].+\.$|: /)
  })

  it('is remembered by the next program on this machine', async () => {
    const before = launched
    expect(await open().list()).toEqual(first)
    expect(launched).toBe(before)
  })

  it('is tried anew by another version, and where the file cannot be read', async () => {
    const before = launched
    expect((await open('1.0.1').list()).map(({ id }) => id)).toEqual(first.map(({ id }) => id))
    writeFileSync(file, '{"machine":')
    expect((await open().list()).map(({ id }) => id)).toEqual(first.map(({ id }) => id))
    expect(launched).toBeGreaterThan(before + 1)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ devices: first.map(({ id }) => ({ id })) })
  }, 60_000)

  it('takes the first usable one for auto, and refuses others with the names that would do', async () => {
    const devices = open()
    expect(await devices.resolve('auto')).toBe(first[0]!.id)
    expect(await devices.resolve('cpu')).toBe('cpu')
    await expect(devices.resolve('abacus')).rejects.toThrow(
      /^The device “abacus” is not known here; choose one of auto, .*cpu/,
    )
  })
})
