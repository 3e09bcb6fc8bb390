import { describe, expect, it } from 'vitest'
import {
  ago,
  bytes,
  compact,
  counted,
  duration,
  lastPart,
  loss,
  percent,
  rate,
  speed,
  suggestedName,
} from '../../renderer/format.ts'

describe('format', () => {
  it('groups and counts', () => {
    expect(counted(1, 'picture')).toBe('1 picture')
    expect(counted(12345, 'picture')).toBe('12,345 pictures')
    expect(counted(0, 'class', 'classes')).toBe('0 classes')
  })

  it.each([
    [0, '0'],
    [999, '999'],
    [61_706, '61.7 k'],
    [62_378_344, '62.4 M'],
    [1_135_256_096, '1.14 G'],
  ])('shortens %d to %s', (value, text) => {
    expect(compact(value)).toBe(text)
  })

  it.each([
    [512, '512 B'],
    [999_700, '1 MB'],
    [249_513_376, '250 MB'],
    [33_600_000_000, '33.6 GB'],
  ])('says %d bytes as %s', (value, text) => {
    expect(bytes(value)).toBe(text)
  })

  it.each([
    [0.4, '0 s'],
    [59.6, '1 min'],
    [200, '3 min 20 s'],
    [3600, '1 h'],
    [4000, '1 h 6 min'],
    [200_000, '2 d 7 h'],
  ])('says %d seconds as %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text)
  })

  it('writes learning rates, losses, shares and speeds', () => {
    expect([0.01, 0.00707107, 0.000125, 1e-7].map(rate)).toEqual(['0.01', '0.00707', '1.25e-4', '1e-7'])
    expect([Math.log(10), 123.456].map(loss)).toEqual(['2.303', '123.5'])
    expect(percent(0.0834)).toBe('8.3 %')
    expect([8.31, 312.4, 1234.5].map(speed)).toEqual(['8.3', '312', '1,235'])
  })

  it('tells how long ago', () => {
    const now = Date.UTC(2026, 10, 24, 12)
    const minutes = (count: number) => now - count * 60_000
    expect([minutes(0), minutes(5), minutes(120), minutes(25 * 60)].map((time) => ago(time, now))).toEqual([
      'just now',
      '5 min ago',
      '2 h ago',
      'yesterday',
    ])
    expect(ago(Date.UTC(2026, 9, 3, 12), now)).toContain('2026')
  })

  it('suggests a name for a folder of pictures', () => {
    expect(['/data/cifar10/train', '/data/birds/', 'C:\\Cats\\Images', '/train'].map(suggestedName)).toEqual([
      'cifar10',
      'birds',
      'Cats',
      'train',
    ])
    expect(['/data/birds.tar.gz', '/data/birds.csv', '/data/birds.final', '/.birds'].map(suggestedName)).toEqual([
      'birds',
      'birds',
      'birds.final',
      '.birds',
    ])
  })

  it('names the last part of a path of any platform', () => {
    expect(['/data/birds/', 'C:\\Pictures\\Birds', '/'].map(lastPart)).toEqual(['birds', 'Birds', '/'])
  })
})
