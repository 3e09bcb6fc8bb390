import { describe, expect, it } from 'vitest'
import { kindOfName } from '../../preload/contract/index.ts'

describe('a file', () => {
  it.each([
    ['/data/cat.jpg', 'picture'],
    ['cat.JPE', 'picture'],
    ['cat.tiff', 'picture'],
    ['cat.heic', 'picture'],
    ['/data/birds.zip', 'archive'],
    ['C:\\data\\ILSVRC.TAR', 'archive'],
    ['/data/train.tar.gz', 'archive'],
    ['/data/train.tgz', 'archive'],
    ['/data/labels.csv', 'manifest'],
    ['labels.tsv', 'manifest'],
    ['labels.json', 'manifest'],
    ['labels.jsonl', 'manifest'],
    ['labels.ndjson', 'manifest'],
    ['synset_words.txt', 'text'],
    ['/data/birds', undefined],
    ['/data/json', undefined],
    ['cat.jpg.part', undefined],
    ['model.gz', undefined],
  ])('is taken by its name: %s for %s', (name, kind) => {
    expect(kindOfName(name)).toBe(kind)
  })
})
