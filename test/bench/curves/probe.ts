/** What runs inside the page: whether the loss is drawn, and how smoothly a person moves about on it. */

export interface MoveFigures {
  readonly framesPerSecond: number
  /** Longest time between two frames, milliseconds. */
  readonly longestFrame: number
}

/** Whether the first chart holds a coloured pixel, which axes and grid do not. */
export function isDrawn(): boolean {
  const canvas = document.querySelector<HTMLCanvasElement>('figure.chart canvas')
  const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data
  if (!pixels) return false
  for (let at = 0; at < pixels.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray(at, at + 4)
    if (alpha > 128 && Math.max(red, green, blue) - Math.min(red, green, blue) > 80) return true
  }
  return false
}

/** Zooms in and out about the middle with every frame, moving the pointer across, for so many milliseconds. */
export function moveAbout(milliseconds: number): Promise<MoveFigures> {
  const surface = document.querySelector<HTMLElement>('figure.chart .u-over')
  if (!surface) throw new Error('There is no chart.')
  const { left, top, width, height } = surface.getBoundingClientRect()
  return new Promise((resolve) => {
    const frames: number[] = []
    const begun = performance.now()
    function frame(now: number): void {
      frames.push(now)
      if (now - begun > milliseconds) {
        const lengths = frames.slice(1).map((time, index) => time - frames[index]!)
        const seconds = (frames.at(-1)! - frames[0]!) / 1000
        resolve({ framesPerSecond: lengths.length / seconds, longestFrame: Math.max(...lengths) })
        return
      }
      const phase = frames.length % 120
      const place = { clientX: left + width * (0.3 + (0.4 * phase) / 120), clientY: top + height / 2 }
      surface!.dispatchEvent(new MouseEvent('mousemove', { ...place, bubbles: true }))
      const deltaY = phase < 60 ? -15 : 15
      surface!.dispatchEvent(
        new WheelEvent('wheel', { ...place, deltaY, ctrlKey: true, bubbles: true, cancelable: true }),
      )
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
}
