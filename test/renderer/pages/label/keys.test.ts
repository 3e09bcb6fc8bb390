import { describe, expect, it } from 'vitest'
import { classesByKey, commandOf } from '../../../../renderer/pages/label/keys.ts'

const press = (key: string, modifiers: readonly ('ctrl' | 'meta' | 'shift' | 'alt')[] = []) => ({
  key,
  ctrlKey: modifiers.includes('ctrl'),
  metaKey: modifiers.includes('meta'),
  shiftKey: modifiers.includes('shift'),
  altKey: modifiers.includes('alt'),
})

const byKey = classesByKey([
  { id: 11, key: null },
  { id: 12, key: '1' },
  { id: 13, key: 'b' },
  { id: 14, key: null },
])

describe('keys of classes', () => {
  it('are those that were given, then the digits that are left', () => {
    expect(Object.fromEntries(byKey)).toEqual({ 1: 12, b: 13, 2: 11, 3: 14 })
  })

  it('end with the digits', () => {
    const many = classesByKey(Array.from({ length: 1000 }, (_, index) => ({ id: index + 1, key: null })))
    expect([...many]).toEqual(Array.from('1234567890').map((digit, index) => [digit, index + 1]))
  })
})

describe('a key', () => {
  it.each([
    [press('ArrowRight'), { kind: 'move', direction: 'right', extend: false, toggle: false }],
    [press('ArrowDown', ['shift']), { kind: 'move', direction: 'down', extend: true, toggle: false }],
    [press('Home', ['meta']), { kind: 'move', direction: 'first', extend: false, toggle: true }],
    [press(' '), { kind: 'view' }],
    [press(' ', ['ctrl']), { kind: 'toggle' }],
    [press('a', ['ctrl']), { kind: 'everything' }],
    [press('z', ['ctrl']), { kind: 'undo' }],
    [press('Z', ['ctrl', 'shift']), { kind: 'redo' }],
    [press('y', ['ctrl']), { kind: 'redo' }],
    [press('u'), { kind: 'undo' }],
    [press('S'), { kind: 'skip' }],
    [press('x'), { kind: 'exclude' }],
    [press('1'), { kind: 'assign', classId: 12 }],
    [press('2'), { kind: 'assign', classId: 11 }],
    [press('B'), { kind: 'assign', classId: 13 }],
    [press('Delete'), { kind: 'assign', classId: null }],
    [press('Enter'), { kind: 'find', text: '' }],
    [press('t'), { kind: 'find', text: 't' }],
    [press('猫'), { kind: 'find', text: '猫' }],
    [press('9'), null],
    [press('Tab'), null],
    [press('F5'), null],
    [press('r', ['ctrl']), null],
    [press('ArrowLeft', ['alt']), null],
  ])('%o asks for %o', (key, command) => {
    expect(commandOf(key, byKey)).toEqual(command)
  })
})
