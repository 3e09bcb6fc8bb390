/** The catalogues against each other: every text can be read, and a translation names what its original names. */
import { afterEach, describe, expect, it } from 'vitest'
import { en } from '../../../renderer/locales/en/index.ts'
import { languages, plural, setLanguage, t } from '../../../renderer/locales/text.ts'
import type { Language, MessageKey } from '../../../renderer/locales/text.ts'
import { zhCN } from '../../../renderer/locales/zh-CN/index.ts'

interface Tree {
  readonly [key: string]: string | Tree
}

function texts(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...texts(value, `${prefix}${key}.`)],
    ),
  )
}

/** Names in braces, each once, in order of the alphabet. */
function names(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!))].sort()
}

const catalogues: Record<Language, Map<string, string>> = { en: texts(en), 'zh-CN': texts(zhCN) }

describe('catalogues', () => {
  afterEach(() => setLanguage('en'))

  it.each(languages)('have a text for every key in %s', (language) => {
    expect([...catalogues[language].keys()].sort()).toEqual([...catalogues.en.keys()].sort())
    expect([...catalogues[language]].filter(([, text]) => text.trim() === '')).toEqual([])
  })

  it('name the same values in both languages', () => {
    for (const [key, text] of catalogues.en) {
      expect(names(catalogues['zh-CN'].get(key) ?? ''), key).toEqual(names(text))
    }
  })

  it.each(languages)('are messages that can be filled in, in %s', (language) => {
    setLanguage(language)
    for (const [key, text] of catalogues[language]) {
      const values = Object.fromEntries(names(text).map((name) => [name, `‹${name}›`]))
      const [form = ''] = text.split(' | ')
      expect(t(key as MessageKey, values), key).toBe(form.replace(/\{(\w+)\}/g, '‹$1›'))
    }
  })

  it('choose the form that a number wants', () => {
    expect([0, 1, 2, 12_345].map((count) => plural('common.pictures', count))).toEqual([
      '0 pictures',
      '1 picture',
      '2 pictures',
      '12,345 pictures',
    ])
    setLanguage('zh-CN')
    expect([1, 12_345].map((count) => plural('common.pictures', count))).toEqual(['1 张图片', '12,345 张图片'])
  })
})
