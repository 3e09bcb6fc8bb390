import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { csvField, csvFields } from '../../../../main/dataset/sources/csv.ts'
import { manifestSource } from '../../../../main/dataset/sources/manifest.ts'
import type { Store } from '../../../../main/store/store.ts'
import { importAll, pictures, problems } from '../../../support/imports.ts'
import { noise, writeFiles } from '../../../support/pictures.ts'
import { temporaryFolder, temporaryStore } from '../../../support/workspace.ts'

let store: Store
let folder: string

beforeEach(async () => {
  store = await temporaryStore()
  folder = await temporaryFolder()
  for (const [seed, name] of ['a.jpg', 'b.jpg', 'deep/c d.jpg', 'e "f", g.jpg'].entries()) {
    await writeFiles(folder, { [name]: await noise(12, 10, seed).jpeg().toBuffer() })
  }
})

async function importOf(name: string, text: string) {
  await writeFile(join(folder, name), text)
  const end = await importAll(store, [{ path: join(folder, name) }])
  expect(end.phase).toBe('done')
  return { end, pictures: pictures(store, end.datasetId), problems: problems(store, end.datasetId, folder) }
}

const whole = [
  ['a.jpg', 'cat', 'train'],
  ['deep/c d.jpg', 'dog', 'validation'],
  ['e "f", g.jpg', 'a "dog", too', 'test'],
  ['b.jpg', null, 'train'],
]

describe('a manifest', () => {
  it.each([
    [
      'csv',
      'path,label,split\na.jpg,cat,train\ndeep/c d.jpg,dog,val\n"e ""f"", g.jpg","a ""dog"", too",test\nb.jpg,,\n',
    ],
    [
      'csv',
      '\ufeffSplit;Filename;Class\r\ntrain;a.jpg;cat\r\n\r\nval;./deep/c d.jpg;dog\r\ntest;"e ""f"", g.jpg";"a ""dog"", too"\r\n;b.jpg;',
    ],
    [
      'tsv',
      'path\tlabel\tsplit\na.jpg\tcat\ttrain\ndeep\\c d.jpg\tdog\tval\n"e ""f"", g.jpg"\t"a ""dog"", too"\ttest\nb.jpg\t\t\n',
    ],
    [
      'json',
      '[{"path":"a.jpg","label":"cat","split":"train"},\n{"path":"deep/c d.jpg","label":"dog","split":"validation"}, ' +
        '{"path":"e \\"f\\", g.jpg","label":"a \\"dog\\", too","split":"test"},{"path":"b.jpg","label":null}]',
    ],
    [
      'jsonl',
      '{"file":"a.jpg","class":"cat","subset":"train"}\n{"file":"deep/c d.jpg","class":"dog","subset":"val"}\n' +
        '{"file":"e \\"f\\", g.jpg","class":"a \\"dog\\", too","subset":"test"}\n{"file":"b.jpg"}\n',
    ],
  ])('may be written as %s: %j', async (extension, text) => {
    const found = await importOf(`list.${extension}`, text)
    expect(found.problems).toEqual([])
    expect(found.pictures).toEqual(whole)
  })

  it('costs a row what is wrong with the row', async () => {
    const found = await importOf(
      'list.csv',
      [
        'path,label,split',
        'a.jpg,cat,',
        '"b.jpg,cat,',
        'b.jpg,dog,holdout',
        ',dog,',
        'gone.jpg,dog,',
        '../out.jpg,dog,',
        '/etc/passwd.jpg,dog,',
        `${'x'.repeat(70_000)}.jpg,dog,`,
        `b.jpg,${'x'.repeat(201)},`,
        `${join(folder, 'b.jpg')},dog,`,
        'a.jpg,dog,',
      ].join('\n'),
    )
    expect(found.pictures.map(([path, label]) => [path, label])).toEqual([
      ['a.jpg', 'cat'],
      ['b.jpg', 'dog'],
    ])
    expect(found.problems).toEqual([
      ['list.csv, line 3', 'the line cannot be read: a quote is not closed'],
      ['list.csv, line 4', 'there is no split “holdout”; write train, validation, test or nothing'],
      ['list.csv, line 5', 'it names no picture'],
      ['gone.jpg', 'the file is gone'],
      ['list.csv, line 7', 'left out: its path leads out of the picture folder (../out.jpg)'],
      ['list.csv, line 8', 'left out: its path leads out of the picture folder (/etc/passwd.jpg)'],
      ['list.csv, line 9', 'the line is too long'],
      ['list.csv, line 10', 'its label is longer than 200 characters'],
      ['a.jpg', 'left out: its path comes twice, and the first is in'],
    ])
  })

  it('costs an entry of JSON what is wrong with the entry', async () => {
    const found = await importOf(
      'list.json',
      '[{"path":"a.jpg","label":"cat"},{"path":"b.jpg" "label"},{"path":7},' +
        `{"path":"b.jpg","label":"${'x'.repeat(70_000)}"},{"path":"b.jpg","label":"{d}og","more":{"a":[1]}},{"path":"deep`,
    )
    expect(found.pictures.map(([path, label]) => [path, label])).toEqual([
      ['a.jpg', 'cat'],
      ['b.jpg', '{d}og'],
    ])
    expect(found.problems).toEqual([
      ['list.json, entry 2', 'the entry is not valid JSON'],
      ['list.json, entry 3', 'it names no picture'],
      ['list.json, entry 4', 'the entry is too long, or is not closed'],
      ['list.json, entry 6', 'the entry is too long, or is not closed'],
    ])
  })

  it('reads nothing outside its folder, not through a link either', async () => {
    const outside = await temporaryFolder()
    await writeFiles(outside, { 'secret.jpg': await noise(9, 9, 77).jpeg().toBuffer() })
    await symlink(join(outside, 'secret.jpg'), join(folder, 'link.jpg'))
    const found = await importOf('list.csv', 'path,label\na.jpg,cat\nlink.jpg,dog\nb.jpg,dog\n')
    expect(found.problems).toEqual([['link.jpg', 'left out: this link leads out of the folder']])
    await mkdir(join(folder, 'lists'))
    await writeFile(join(folder, 'lists', 'list.csv'), 'path,label\na.jpg,cat\nb.jpg,dog\n')
    const { datasetId } = await importAll(store, [{ path: join(folder, 'lists', 'list.csv'), pictureFolder: folder }], {
      name: 'elsewhere',
    })
    expect(pictures(store, datasetId)).toHaveLength(2)
  })

  it('needs a column of paths', async () => {
    await expect(importOf('list.csv', 'a.jpg,cat\n')).rejects.toThrow('Begin it with “path,label,split”.')
    await expect(importOf('list.json', '{}')).rejects.toThrow('It names no pictures.')
  })

  it('of a million lines is gone through quickly in little memory, with the wrong line found', async () => {
    const file = join(folder, 'long.csv')
    const lines = Array.from({ length: 1_000_000 }, (_, line) => `folder/picture ${line}.jpg,class ${line % 1000},`)
    lines[777_776] = '"folder/picture.jpg,class 1,'
    await writeFile(file, `path,label,split\n${lines.join('\n')}\n`)
    lines.length = 0
    let pictures = 0
    const reasons: [string, string][] = []
    for await (const entry of manifestSource(file, folder).entries()) {
      if ('reason' in entry) reasons.push([entry.path, entry.reason])
      else pictures++
    }
    expect(pictures).toBe(999_999)
    expect(reasons).toEqual([['long.csv, line 777778', 'the line cannot be read: a quote is not closed']])
  }, 120_000)
})

describe('fields of CSV', () => {
  it.each(['plain', 'a, b', 'say "x"', '', ' spaces ', 'semi;colon', '"'])('come back as they were: %j', (text) => {
    expect(csvFields(`${csvField(text)},x`, ',')).toEqual([text, 'x'])
  })
})
