/** One set-up of a checkout at a time: a second launch waits for the first, and takes over from one that died. */
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { launchFolder, tell } from './place.mjs'

const lockFile = join(launchFolder, 'lock')
const retryMilliseconds = 300
const settleMilliseconds = 50

/** Runs `work` while this process holds the checkout's lock. */
export async function withLock(work) {
  await take()
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

async function take() {
  mkdirSync(launchFolder, { recursive: true })
  const ownFile = `${lockFile}-${process.pid}`
  writeFileSync(ownFile, String(process.pid))
  try {
    for (let told = false; ; told = true) {
      if (tryLink(ownFile)) {
        // Another process that found the same dead holder may just have removed this lock instead of that one.
        await sleep(settleMilliseconds)
        if (readHolder() === process.pid) return
      }
      const holder = readHolder()
      if (holder !== null && !isAlive(holder)) rmSync(lockFile, { force: true })
      else if (!told) tell(`Another launch${holder ? ` (process ${holder})` : ''} is setting up; waiting for it.`)
      await sleep(retryMilliseconds)
    }
  } finally {
    rmSync(ownFile, { force: true })
  }
}

/** Makes the lock with its content in one step; false where there is one. */
function tryLink(ownFile) {
  try {
    linkSync(ownFile, lockFile)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function release() {
  rmSync(lockFile, { force: true })
}

/** null where nobody holds it. */
function readHolder() {
  try {
    return Number(readFileSync(lockFile, 'utf8')) || null
  } catch {
    return null
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
