import { describe, expect, it } from 'vitest'
import { placeWindow } from '../../../../main/host/electron/place.ts'

const screen = { x: 0, y: 25, width: 1920, height: 1055 }

describe('the window’s place', () => {
  it('is the platform’s choice at the first start', () => {
    expect(placeWindow(undefined, [screen])).toEqual({ width: 1280, height: 800 })
  })

  it('is where the window was, also on a second screen to the left', () => {
    const left = { x: -2560, y: 0, width: 2560, height: 1440 }
    const bounds = { x: -2000, y: 100, width: 1400, height: 900 }
    expect(placeWindow(bounds, [screen, left])).toEqual(bounds)
  })

  it.each([
    ['on a screen that is gone', { x: -2000, y: 100, width: 1400, height: 900 }],
    ['with its title bar above the screen', { x: 100, y: -300, width: 1400, height: 900 }],
    ['all but a sliver beyond the right edge', { x: 1900, y: 100, width: 1400, height: 900 }],
    ['below the lower edge', { x: 100, y: 1070, width: 1400, height: 900 }],
  ])('keeps only its size where it was %s', (_, bounds) => {
    expect(placeWindow(bounds, [screen])).toEqual({ width: 1400, height: 900 })
  })

  it('is never smaller than the pages need', () => {
    expect(placeWindow({ x: 10, y: 30, width: 200, height: 100 }, [screen])).toEqual({
      x: 10,
      y: 30,
      width: 900,
      height: 600,
    })
  })
})
