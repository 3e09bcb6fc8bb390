import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cli } from '../../support/cli.ts'
import { noise, writeFiles } from '../../support/pictures.ts'
import { temporaryFolder } from '../../support/workspace.ts'

describe('hygiene, splits and changes in the terminal', () => {
  it('tell, remedy and draw anew', { timeout: 60_000 }, async () => {
    const workspace = await temporaryFolder()
    const folder = join(workspace, 'pictures')
    for (const name of ['one', 'two']) {
      for (let picture = 0; picture < 20; picture++) {
        const png = await noise(8, 8, picture + (name === 'one' ? 0 : 100))
          .png()
          .toBuffer()
        await writeFiles(folder, { [`${name}/${picture}.png`]: png })
        if (picture === 0) await writeFiles(folder, { [`${name}/copy.png`]: png })
      }
    }
    const on = ['--dataset', 'noisy', '--workspace', workspace]
    await cli('import', folder, '--name', 'noisy', '--workspace', workspace)
    const report = JSON.parse((await cli('hygiene', ...on, '--json')).stdout) as { findings: unknown[] }
    expect(report).toMatchObject({ unchecked: 0, progress: null })
    expect(report.findings).toContainEqual(expect.objectContaining({ kind: 'exact-duplicates', count: 4, groups: 2 }))

    const remedied = await cli('hygiene', ...on, '--finding', 'exact-duplicates', '--remedy', 'keep-one')
    expect(remedied.stdout).toMatch(/^2 pictures changed\.\nFinding/)

    const drawn = await cli('splits', ...on, '--val', '0.25', '--test', '0.25')
    expect(drawn.stdout).toContain('train 20, validation 10, test 10')
    expect(await cli('changes', '--run', '7', '--workspace', workspace)).toMatchObject({ code: 2 })
  })
})
