import { describe, expect, it } from 'vitest'
import { fill, languageOf, texts } from '../../../../main/host/electron/texts/index.ts'

describe('the window’s texts', () => {
  it('take the first of the system’s languages that the program speaks', () => {
    expect(languageOf(['de-DE', 'zh-Hans-CN', 'en-GB'])).toBe('zh-CN')
    expect(languageOf(['en-US', 'zh-TW'])).toBe('en')
    expect(languageOf(['fr'])).toBe('en')
  })

  it('name the same values in both languages', () => {
    const names = (group: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(group).map(([key, text]) => [key, text.match(/\{\w+\}/g) ?? []]))
    for (const group of ['menu', 'dialog', 'quit', 'ended', 'crash', 'hung'] as const) {
      expect(names(texts['zh-CN'][group]), group).toEqual(names(texts.en[group]))
    }
  })

  it('are filled in', () => {
    expect(fill(texts.en.ended.epochs, { epochs: 3, error: '12.5' })).toBe('3 epochs, best top-1 error 12.5 %')
  })
})
