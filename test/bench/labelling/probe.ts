/** What is measured within the page: functions that run there and know nothing from outside. */

export interface ScrollFigures {
  readonly framesPerSecond: number
  /** Of the frames, the slowest twentieth took longer than this. */
  readonly frame95: number
  /** Longest that a row was in sight without its pictures, milliseconds. */
  readonly blankest: number
}

/** Scrolls the grid by so many pixels a second, or to a far place every half second; milliseconds. */
export async function scrollGrid({
  speed,
  milliseconds,
}: {
  speed: number | 'jumps'
  milliseconds: number
}): Promise<ScrollFigures> {
  const grid = document.querySelector<HTMLElement>('[role="listbox"][aria-multiselectable]')!
  const blankSince = new Map<Element, number>()
  const frames: number[] = []
  let blankest = 0
  let last = performance.now()
  let jumped = last
  const begun = last

  function note(now: number): void {
    const { top, bottom } = grid.getBoundingClientRect()
    const seen = new Set<Element>()
    for (const row of grid.querySelectorAll('.row')) {
      const box = row.getBoundingClientRect()
      if (box.bottom < top || box.top > bottom) continue
      const images = [...row.querySelectorAll('img')]
      const isBlank = images.length === 0 || images.some((image) => !image.complete || image.naturalWidth === 0)
      if (!isBlank) continue
      seen.add(row)
      const since = blankSince.get(row) ?? now
      blankSince.set(row, since)
      blankest = Math.max(blankest, now - since)
    }
    for (const row of blankSince.keys()) if (!seen.has(row)) blankSince.delete(row)
  }

  return new Promise((resolve) => {
    function frame(now: number): void {
      frames.push(now - last)
      if (speed === 'jumps') {
        if (now - jumped > 500) {
          jumped = now
          grid.scrollTop = Math.random() * grid.scrollHeight
        }
      } else grid.scrollTop += (speed * (now - last)) / 1000
      last = now
      note(now)
      if (now - begun < milliseconds) {
        requestAnimationFrame(frame)
        return
      }
      const sorted = frames.toSorted((a, b) => a - b)
      resolve({
        framesPerSecond: (frames.length * 1000) / (now - begun),
        frame95: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
        blankest,
      })
    }
    requestAnimationFrame(frame)
  })
}

/** Begins to note, for each digit pressed, how long until the captions have changed and a frame has shown it. */
export function watchKeys(): void {
  const times: number[] = []
  Object.assign(window, { keyTimes: times })
  const captions = () => [...document.querySelectorAll('.caption')].map((caption) => caption.textContent).join()
  document.addEventListener(
    'keydown',
    ({ key, timeStamp }) => {
      if (!/^\d$/.test(key)) return
      const before = captions()
      const look = (): void => {
        if (captions() === before) requestAnimationFrame(look)
        else requestAnimationFrame(() => times.push(performance.now() - timeStamp))
      }
      requestAnimationFrame(look)
    },
    { capture: true },
  )
}

/** Milliseconds from key to screen of each key since `watchKeys`, or the last such question. */
export function takeKeyTimes(): number[] {
  return (window as unknown as { keyTimes: number[] }).keyTimes.splice(0)
}

/** Whether all pictures in sight are there. */
export function isFilled(): boolean {
  const grid = document.querySelector('[role="listbox"][aria-multiselectable]')
  const images = [...(grid?.querySelectorAll('img') ?? [])]
  return images.length > 10 && images.every((image) => image.complete && image.naturalWidth > 0)
}

/** The numbers of pictures that the list of classes shows. */
export function countsAtTheSide(): string {
  return [...document.querySelectorAll('aside .number')].map((number) => number.textContent).join()
}

export function areOtherCounts(before: string): boolean {
  return [...document.querySelectorAll('aside .number')].map((number) => number.textContent).join() !== before
}
