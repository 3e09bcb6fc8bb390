import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pageFile } from '../../../../main/host/electron/page-file.ts'

const folder = join('/', 'program', 'out', 'renderer')

describe('a file of the page', () => {
  it('is below the page’s folder', () => {
    expect(pageFile(folder, '/')).toBe(join(folder, 'index.html'))
    expect(pageFile(folder, '/assets/index-1.js')).toBe(join(folder, 'assets', 'index-1.js'))
    expect(pageFile(folder, '/assets/a%20b.svg')).toBe(join(folder, 'assets', 'a b.svg'))
  })

  it.each([
    '/../secret',
    '/..%2fsecret',
    '/%2e%2e/%2e%2e/secret',
    '/assets/..%2f..%2f..%2fetc/passwd',
    '/../renderer-other/x',
    '/..',
    '/%00',
    '/index.html%00.png',
    '/%',
    '/%ff',
  ])('is never %s', (pathname) => {
    expect(pageFile(folder, pathname)).toBeNull()
  })

  it('stays below the folder even where it names a drive or the root', () => {
    for (const pathname of ['//etc/passwd', '/C:/Windows/win.ini', '/%2fetc%2fpasswd']) {
      expect(pageFile(folder, pathname) ?? folder).toMatch(/^.program.out.renderer/)
    }
  })
})
