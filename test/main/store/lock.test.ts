import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { lockWorkspace } from '../../../main/store/lock.ts'
import { temporaryFolder } from '../../support/workspace.ts'

const lockModule = join(import.meta.dirname, '../../../main/store/lock.ts')

describe('the lock of a workspace', () => {
  it('is one holder’s at a time, who is named', async () => {
    const workspace = await temporaryFolder()
    const release = lockWorkspace(workspace, 'loopback')
    expect(() => lockWorkspace(workspace, 'terminal')).toThrow(
      `is in use by the loopback host, process ${process.pid}.`,
    )
    release()
    lockWorkspace(workspace, 'terminal')()
  })

  it('goes with a process that was killed', async () => {
    const workspace = await temporaryFolder()
    const script = `import { lockWorkspace } from ${JSON.stringify(lockModule)}
      lockWorkspace(${JSON.stringify(workspace)}, 'electron')
      console.log('locked')
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    await once(child.stdout, 'data')
    expect(() => lockWorkspace(workspace, 'terminal')).toThrow(`the electron host, process ${String(child.pid)}`)
    child.kill('SIGKILL')
    await once(child, 'exit')
    lockWorkspace(workspace, 'terminal')()
  })
})
