/**
 * A list of any number of equally high rows of which only those in sight exist. Browsers cannot scroll past some 33
 * million pixels, so a taller list is scrolled in proportion: the whole of it lies under the scrollbar all the same.
 */
import { computed, shallowRef } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import { useElementSize } from '../../composables/useElementSize.ts'

/** Tallest content that is laid out in full, in pixels. */
const tallest = 16_000_000
/** Rows kept ready above and below those in sight. */
const spare = 3

export interface UseRowsOptions {
  readonly scroller: Readonly<Ref<HTMLElement | null>>
  readonly count: () => number
  /** Pixels, all of these. */
  readonly rowHeight: () => number
  readonly spaceAbove: number
  readonly spaceBelow: number
}

export interface Row {
  readonly index: number
  /** Where it lies in the scrolled content, pixels. */
  readonly top: number
  /** Whether it is only kept ready. */
  readonly isSpare: boolean
}

export interface UseRowsReturn {
  readonly rows: ComputedRef<readonly Row[]>
  /** Height of the scrolled content, pixels. */
  readonly height: ComputedRef<number>
  /** Width and height of the box, pixels. */
  readonly width: Readonly<Ref<number>>
  readonly viewHeight: Readonly<Ref<number>>
  /** How far the list's own coordinates are ahead of the scrolled content's, pixels; 0 for all but the tallest. */
  readonly shift: ComputedRef<number>
  /** To be called when the box was scrolled. */
  scrolled(): void
  /** Scrolls no further than needed for a row to be in sight. */
  reveal(row: number): void
}

export function useRows({ scroller, count, rowHeight, spaceAbove, spaceBelow }: UseRowsOptions): UseRowsReturn {
  const { width, height: viewHeight } = useElementSize(scroller)
  const scrollTop = shallowRef(0)

  const whole = computed(() => spaceAbove + count() * rowHeight() + spaceBelow)
  const height = computed(() => Math.min(whole.value, tallest))
  /** Pixels of the list for each pixel of the scrollbar's way. */
  const ratio = computed(() => {
    const way = height.value - viewHeight.value
    return way > 0 ? (whole.value - viewHeight.value) / way : 1
  })
  const shift = computed(() => scrollTop.value * (ratio.value - 1))

  const first = computed(() =>
    Math.max(0, Math.floor((scrollTop.value + shift.value - spaceAbove) / rowHeight()) - spare),
  )
  const last = computed(() =>
    Math.min(
      count() - 1,
      Math.floor((scrollTop.value + shift.value + viewHeight.value - spaceAbove) / rowHeight()) + spare,
    ),
  )
  const rows = computed(() => {
    const length = Math.max(0, last.value - first.value + 1)
    // Scaled lists move with every pixel; others only when a row comes or goes.
    const ahead = ratio.value === 1 ? 0 : shift.value
    return Array.from({ length }, (_, step) => {
      const index = first.value + step
      const isSpare = step < spare || step >= length - spare
      return { index, top: spaceAbove + index * rowHeight() - ahead, isSpare }
    })
  })

  function scrolled(): void {
    scrollTop.value = scroller.value?.scrollTop ?? 0
  }

  function reveal(row: number): void {
    const box = scroller.value
    if (!box) return
    const top = spaceAbove + row * rowHeight()
    const from = box.scrollTop * ratio.value
    const highest = top - spaceAbove
    const lowest = top + rowHeight() + spaceAbove - box.clientHeight
    if (from > highest) box.scrollTop = highest / ratio.value
    else if (from < lowest) box.scrollTop = lowest / ratio.value
    scrolled()
  }

  return { rows, height, width, viewHeight, shift, scrolled, reveal }
}
