import { describe, expect, it } from 'vitest'
import { createInterpreter, namesIn } from '../../../renderer/locales/sayings.ts'
import { sayings } from '../../../renderer/locales/zh-CN/sayings/index.ts'
import { sentencesOfErrors, textsOf } from '../../support/lint/sayings.ts'

describe('an interpreter', () => {
  const interpret = createInterpreter({
    'There is no run {run}. {choices}': '没有训练 {run}。{choices}',
    'Runs: {names}.': '现有训练：{names}。',
    'The import failed: {reason}': '导入失败：{reason}',
    'the file is empty': '文件为空',
    '{path} cannot be imported. {advice}': '{path} 无法导入。{advice}',
    '{path} cannot be imported. It is empty. {advice}': '{path} 是空的。{advice}',
    'from {one} to {other}': '到 {other}，从 {one}',
  })

  it('puts values where the language has them, and interprets those too', () => {
    expect(interpret('There is no run 7. Runs: a, b.')).toBe('没有训练 7。现有训练：a, b。')
    expect(interpret('The import failed: the file is empty')).toBe('导入失败：文件为空')
    expect(interpret('from the file is empty to $& {one}')).toBe('到 $& {one}，从 文件为空')
  })

  it('takes the pattern that says most, and leaves alone what it does not know', () => {
    expect(interpret('a.zip cannot be imported. It is empty. Choose.')).toBe('a.zip 是空的。Choose.')
    expect(interpret('a.zip cannot be imported. Choose.')).toBe('a.zip 无法导入。Choose.')
    expect(interpret('It rains.')).toBe('It rains.')
    expect(interpret('')).toBe('')
  })

  it('is not held up by a long hostile sentence', () => {
    const began = performance.now()
    interpret(`There is no run ${'. '.repeat(50_000)}`)
    interpret(' cannot be imported.'.repeat(20_000))
    expect(performance.now() - began).toBeLessThan(500)
  })
})

describe('what the program says, in Simplified Chinese', () => {
  const interpret = createInterpreter(sayings)
  /** What no page sees, and what puts another's sentence and its own together. */
  const except = [
    /^main\/host\/(terminal|electron)\//,
    /^main\/host\/loopback\/(main|server)/,
    /^main\/store\/(database|migrate)/,
    /^main\/engine\/check/,
    /step\.worker/,
    /load-checkpoint/,
  ]

  it('has every sentence of an error', () => {
    const sentences = sentencesOfErrors(['main/**/*.ts'], except)
    expect(sentences.length).toBeGreaterThan(100)
    expect(unknown(sentences)).toEqual([])
  })

  it('has why files are left out and why settings are suggested', () => {
    const texts = textsOf([
      'main/dataset/sources/*.ts',
      'main/image/{format,source,preprocess}.ts',
      'main/run/suggest.ts',
    ])
    expect(unknown(texts.filter(({ forms }) => forms.some(isPhrase)))).toEqual([])
  })

  it('says nothing that the program no longer says', () => {
    const texts = textsOf(['main/**/*.ts', 'preload/**/*.ts']).flatMap(({ forms }) => forms)
    const said = texts.join('\n')
    const parts = (key: string) =>
      key.split(/\{\w+\}| and /).map((part) => part.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, ''))
    expect(Object.keys(sayings).filter((key) => parts(key).some((part) => !said.includes(part)))).toEqual([])
  })

  it('keeps every value', () => {
    for (const [english, translation] of Object.entries(sayings)) {
      expect(namesIn(english), english).toEqual(expect.arrayContaining(namesIn(translation)))
    }
  })

  function unknown(sentences: ReturnType<typeof textsOf>): string[] {
    return sentences.flatMap(({ place, forms }) =>
      forms.filter((form) => interpret(form) === form).map((form) => `${place} ${form}`),
    )
  }
})

/** Two words at least, and no name of an error to look for. */
function isPhrase(text: string): boolean {
  return /\p{L}.* .*\p{L}/su.test(text) && text !== 'Unknown error'
}
