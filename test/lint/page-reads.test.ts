/** Shows that the rule for journeys finds what is read from a page once, and accepts what is asked again. */
import { Linter } from 'eslint'
import { describe, expect, it } from 'vitest'
import { pageReadRules } from '../support/lint/page-reads.ts'

function complaints(code: string): string[] {
  return new Linter().verify(code, { rules: pageReadRules }).map(({ message }) => message)
}

describe('the rule for what journeys read from a page', () => {
  it.each([
    "expect(await page.getByRole('alert').textContent()).toBe('no')",
    'expect(await rows.count()).toBe(3)',
    "expect((await row.innerText()).split('\\n')).toEqual([])",
  ])('refuses %s', (code) => {
    expect(complaints(code)).toEqual(['What a page shows may come a little later: hold it with expect.poll.'])
  })

  it.each([
    "await expect.poll(() => page.getByRole('alert').textContent()).toBe('no')",
    'expect(await faults(page)).toEqual([])',
    'const before = await rows.count()',
  ])('accepts %s', (code) => {
    expect(complaints(code)).toEqual([])
  })
})
