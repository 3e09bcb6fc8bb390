import { expect, it } from 'vitest'
import { pictureAddress } from '../../../main/host/picture-address.ts'
import { pictureKinds, pictureUrl } from '../../../preload/contract/index.ts'

it.each(pictureKinds)('reads the address of a %s back', (kind) => {
  expect(pictureAddress(pictureUrl(kind, 123))).toEqual({ kind, imageId: 123 })
})

it.each([
  '/pictures/thumbnail/1x',
  '/pictures/thumbnail/0',
  '/pictures/thumbnail/01',
  '/pictures/thumbnail/../1',
  '/pictures/file/1',
  '/pictures/original/9999999999999999',
  '/x/pictures/original/1',
])('takes %s for another’s', (path) => {
  expect(pictureAddress(path)).toBeNull()
})
