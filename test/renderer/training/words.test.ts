import { afterEach, describe, expect, it } from 'vitest'
import { setLanguage } from '../../../renderer/locales/text.ts'
import { comparedRows } from '../../../renderer/pages/runs/compare/differences.ts'
import { settingRows } from '../../../renderer/training/words.ts'
import { trainingSettings } from '../../support/training-settings.ts'

const plain = trainingSettings({ network: 'alexnet-mini', batch: 32, stepEpochs: 20, threads: 0 })

const textOf = (key: string, change: object = {}) =>
  settingRows({ ...plain, ...change }).find((row) => row.key === key)?.text

describe('settings in words', () => {
  afterEach(() => setLanguage('en'))

  it('have their units, and say what nothing stands for', () => {
    expect(textOf('batch')).toBe('32 pictures')
    expect(textOf('learningRate')).toBe('0.01')
    expect(textOf('weightDecay')).toBe('5e-4')
    expect(textOf('threads')).toBe('All cores')
    expect(textOf('earlyStopping')).toBe('Never')
    expect(textOf('earlyStopping', { earlyStopping: 5 })).toBe('5 epochs')
    expect(textOf('augmentation')).toBe('Random crop, Mirror')
    expect(textOf('schedule')).toBe('Cosine to zero')
  })

  it('leave out what the schedule does not use, and switches that are the network’s own', () => {
    expect(textOf('rateDrop')).toBeUndefined()
    expect(textOf('rateDrop', { schedule: 'step' })).toBe('0.1 ×')
    expect(textOf('stepEpochs', { schedule: 'plateau' })).toBeUndefined()
    expect(textOf('activation')).toBeUndefined()
    expect(textOf('activation', { switches: { activation: 'tanh', lrn: false } })).toBe('Tanh')
    expect(textOf('lrn', { switches: { lrn: false } })).toBe('No')
  })

  it('follow the language', () => {
    setLanguage('zh-CN')
    expect(textOf('batch')).toBe('32 张')
  })
})

describe('compared settings', () => {
  it('mark what differs, and hold a place where a setting means nothing', () => {
    const rows = comparedRows([plain, { ...plain, schedule: 'step', batch: 64 }])
    const row = (key: string) => rows.find((candidate) => candidate.key === key)
    expect(row('batch')).toMatchObject({ texts: ['32 pictures', '64 pictures'], differs: true })
    expect(row('momentum')).toMatchObject({ texts: ['0.9', '0.9'], differs: false })
    expect(row('stepEpochs')).toMatchObject({ texts: ['–', '20 epochs'], differs: true })
  })
})
