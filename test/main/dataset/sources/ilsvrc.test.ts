import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { readSynsets } from '../../../../main/dataset/sources/ilsvrc.ts'
import type { Store } from '../../../../main/store/store.ts'
import { importAll, pictures, problems } from '../../../support/imports.ts'
import { noise, writeFiles } from '../../../support/pictures.ts'
import { temporaryFolder, temporaryStore } from '../../../support/workspace.ts'

let store: Store
let folder: string

const words = 'n01440764 tench, Tinca tinca\nn02012849 crane\nn03126707 crane\n'
const valNames = [1, 2, 3, 4].map((number) => `ILSVRC2012_val_0000000${number}.JPEG`)

beforeEach(async () => {
  store = await temporaryStore()
  folder = await temporaryFolder()
  let seed = 0
  const picture = () => noise(12, 10, seed++).jpeg().toBuffer()
  for (const synset of ['n01440764', 'n02012849', 'n03126707']) {
    await writeFiles(folder, { [`train/${synset}/${synset}_1.JPEG`]: await picture() })
  }
  for (const name of valNames) await writeFiles(folder, { [`val/${name}`]: await picture() })
})

const validation = (datasetId: number) =>
  pictures(store, datasetId)
    .filter(([, , split]) => split === 'validation')
    .map(([, label]) => label)

describe('ILSVRC', () => {
  it('gets the classes of val from the ground truth and names from the words, found beside the folders', async () => {
    await writeFiles(folder, {
      'ILSVRC2012_validation_ground_truth.txt': '3\n1\n2\n1\n',
      'synset_words.txt': words,
    })
    const { datasetId } = await importAll(store, [{ path: folder }], { validationShare: 0.5, testShare: 0.4 })
    expect(pictures(store, datasetId)).toEqual([
      ['train/n01440764/n01440764_1.JPEG', 'tench, Tinca tinca', 'train'],
      ['train/n02012849/n02012849_1.JPEG', 'crane (n02012849)', 'train'],
      ['train/n03126707/n03126707_1.JPEG', 'crane (n03126707)', 'train'],
      [`val/${valNames[0]}`, 'crane (n03126707)', 'validation'],
      [`val/${valNames[1]}`, 'tench, Tinca tinca', 'validation'],
      [`val/${valNames[2]}`, 'crane (n02012849)', 'validation'],
      [`val/${valNames[3]}`, 'tench, Tinca tinca', 'validation'],
    ])
  })

  it('takes val and train as sources of their own, with the texts named', async () => {
    await writeFiles(folder, { 'texts/truth.txt': '2\n2\n1\n' })
    const { datasetId } = await importAll(store, [
      { path: join(folder, 'train') },
      { path: join(folder, 'val'), split: 'validation', groundTruth: join(folder, 'texts', 'truth.txt') },
    ])
    expect(validation(datasetId)).toEqual(['n02012849', 'n02012849', 'n01440764'])
    expect(problems(store, datasetId, folder)).toEqual([
      [`val/${valNames[3]}`, 'left out: the ground truth does not name it'],
    ])
  })

  it('takes lists of files with numbers from 0, or with classes', async () => {
    const list = [`val/${valNames[1]} 0`, `${valNames[0]} n03126707`, `${valNames[2]} 2`, `${valNames[3]} 1`].join('\n')
    await writeFiles(folder, { 'texts/val.txt': list })
    const { datasetId } = await importAll(store, [{ path: folder, groundTruth: join(folder, 'texts', 'val.txt') }])
    expect(validation(datasetId)).toEqual(['n03126707', 'n01440764', 'n03126707', 'n02012849'])
  })

  it('says where numbers lead beyond the classes, and where a text cannot be read', async () => {
    await writeFiles(folder, { 'texts/truth.txt': '1001\n' })
    const truth = join(folder, 'texts', 'truth.txt')
    await expect(importAll(store, [{ path: folder, groundTruth: truth }])).rejects.toThrow(
      `${truth} names class 1001, and there are 3.`,
    )
    await expect(importAll(store, [{ path: folder, classNames: join(folder, 'gone') }])).rejects.toThrow(
      'gone cannot be read (ENOENT)',
    )
    expect(store.datasets.list()).toEqual([])
  })

  it('tells classes of the same words apart', async () => {
    await writeFiles(folder, { 'words.txt': words })
    expect([...(await readSynsets(join(folder, 'words.txt')))]).toEqual([
      ['n01440764', 'tench, Tinca tinca'],
      ['n02012849', 'crane (n02012849)'],
      ['n03126707', 'crane (n03126707)'],
    ])
  })
})
