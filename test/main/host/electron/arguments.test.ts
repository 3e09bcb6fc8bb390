import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readArguments } from '../../../../main/host/electron/arguments.ts'

describe('the window’s arguments', () => {
  it('are the workspace and what to open, from the folder where the program was started', () => {
    expect(readArguments(['electron', '.', '--workspace', 'mine', 'birds', '/data/cat.jpg'], false, '/home/a')).toEqual(
      {
        workspace: resolve('/home/a/mine'),
        paths: [resolve('/home/a/birds'), resolve('/data/cat.jpg')],
      },
    )
  })

  it('begin earlier in a package', () => {
    expect(readArguments(['AlexNet Studio', 'birds'], true, '/home/a').paths).toEqual([resolve('/home/a/birds')])
  })

  it('leave Chromium’s own switches alone', () => {
    expect(readArguments(['electron', '.', '--no-sandbox', '--lang=zh'], false, '/')).toEqual({
      workspace: undefined,
      paths: [],
    })
  })
})
