import { afterEach, describe, expect, it } from 'vitest'
import type { Cure } from '../../../preload/contract/index.ts'
import { setLanguage } from '../../../renderer/locales/text.ts'
import { cureText, findingText } from '../../../renderer/training/diagnosis.ts'
import { trainingSettings } from '../../support/training-settings.ts'

describe('what the doctor found', () => {
  afterEach(() => setLanguage('en'))

  it('is said with its numbers', () => {
    const evidence = { steps: 1200, loss: 2.3021, guessing: 2.302585, classes: 10 }
    expect(findingText({ illness: 'stuck', evidence })).toBe(
      'After 1,200 steps the loss is still 2.302, and guessing costs 2.303: the network has learnt nothing yet.',
    )
  })

  it('says what a loss is above', () => {
    const evidence = { steps: 64, loss: 3, above: 'lowest', lowest: 1.5, guessing: 2.3, learningRate: 0.02 }
    expect(findingText({ illness: 'rate-too-high', evidence })).toContain('above the 1.500 that it had come down to')
    expect(findingText({ illness: 'rate-too-high', evidence: { ...evidence, above: 'guessing' } })).toContain(
      'above the 2.300 that guessing costs',
    )
  })

  it('says whether a checkpoint is kept', () => {
    const evidence = { step: 12, learningRate: 1 }
    expect(findingText({ illness: 'diverged', evidence })).toMatch(/There is no checkpoint before it\.$/)
    expect(findingText({ illness: 'diverged', evidence: { ...evidence, checkpoint: 10 } })).toMatch(
      /The checkpoint of step 10 is kept\.$/,
    )
  })

  it('follows the language', () => {
    setLanguage('zh-CN')
    const evidence = { epoch: 3, class: '猫', share: 1, trueShare: 0.25 }
    expect(findingText({ illness: 'one-class', evidence })).toBe(
      '第 3 轮结束时，100 % 的预测都是“猫”，而训练图片中只有 25 % 属于这一类。',
    )
  })
})

describe('a cure', () => {
  afterEach(() => setLanguage('en'))

  it('names what it changes', () => {
    const textOf = (cure: Cure) => cureText(cure, trainingSettings())
    expect(textOf({ kind: 'rate', words: '', learningRate: 0.003 })).toBe('Set the rate to 0.003')
    const settings = { initialiser: 'paper', learningRate: 0.02 } as const
    expect(textOf({ kind: 'start', words: '', settings })).toBe(
      'Start again: Learning rate 0.02, Initial weights Paper (σ 0.01)',
    )
    expect(textOf({ kind: 'branch', words: '', step: 1200, settings: { switches: { activation: 'relu' } } })).toBe(
      'Go on from step 1,200: Activation ReLU',
    )
  })

  it('follows the language', () => {
    setLanguage('zh-CN')
    const cure: Cure = { kind: 'start', words: '', settings: { dropout: 0.5, earlyStopping: 5 } }
    expect(cureText(cure, { ...trainingSettings(), dropout: 0 })).toBe('重新开始：Dropout 0.5、提前停止 5 轮')
  })
})
