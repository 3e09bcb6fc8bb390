/** What a chart shows: curves over a common axis, as data. */
import type { Palette } from '../../styles/palette.ts'

/** A colour of the palette, or the place among those of compared runs. */
export type CurveColour = keyof Palette | number

export interface Curve {
  readonly name: string
  readonly colour: CurveColour
  readonly dashed?: boolean
  /** Mark every point: there are few. */
  readonly dots?: boolean
  /** Ascending; a curve may have its own points on the axis. */
  readonly x: readonly number[]
  readonly y: readonly number[]
  /** Lowest and highest value around each point, drawn as a ground behind the curve. */
  readonly band?: { readonly low: readonly number[]; readonly high: readonly number[] }
}

/** The part of the x axis that is shown. */
export interface View {
  readonly start: number
  readonly end: number
}
