/**
 * Minimal filters: several neighbouring outputs of a correlation by as many multiplications as it has inputs (Winograd:
 * Arithmetic complexity of computations, 1980; Lavin, Gray: Fast algorithms for convolutional neural networks, 2016,
 * section 4). `outputs` numbers y[i] = Σ_j d[i + j] · g[j] are A ((G g) ⊙ (B d)), with one product at each of
 * outputs + size − 1 points.
 *
 * It is Toom and Cook's product of polynomials, turned round: a polynomial is known from its values at these points and
 * its highest coefficient, the value "at infinity".
 */

/** Rows of numbers. */
export type Matrix = readonly (readonly number[])[]

export interface MinimalFilter {
  /** G [points, size]: what becomes of a kernel. */
  readonly kernel: Matrix
  /** B [points, points]: what becomes of the inputs. */
  readonly input: Matrix
  /** A [outputs, points]: the outputs from the products. */
  readonly output: Matrix
}

/**
 * Besides infinity, by the count of all points. Pairs ±a lose little in single precision, these least of a grid of them:
 * from 4 · 10⁻⁷ of the outputs with 4 points to 4 · 10⁻⁶ with 8, where the sums as they are written lose 2 · 10⁻⁷.
 */
const finitePoints: Readonly<Record<number, readonly number[]>> = {
  4: [0, 1, -1],
  5: [0.375, -0.375, 1.25, -1.25],
  6: [0, 0.625, -0.625, 1.5, -1.5],
  7: [0.3125, -0.3125, 0.8125, -0.8125, 1.75, -1.75],
  8: [0, 0.5, -0.5, 1, -1, 2, -2],
}

/** For kernels of `size` numbers. Throws `RangeError` where that takes fewer than 4 or more than 8 points. */
export function minimalFilter(outputs: number, size: number): MinimalFilter {
  const points = outputs + size - 1
  const finite = finitePoints[points]
  if (finite === undefined) throw new RangeError(`There is no minimal filter of ${String(points)} points.`)
  const others = (point: number) => finite.filter((other) => other !== point)
  const scale = (point: number) => others(point).reduce((product, other) => product * (point - other), 1)
  const infinite = (length: number) => Array.from({ length }, (_, power) => (power === length - 1 ? 1 : 0))
  const powers = (point: number, length: number) => Array.from({ length }, (_, power) => point ** power)
  const atPoints = [...finite.map((point) => powers(point, outputs)), infinite(outputs)]
  return {
    kernel: [...finite.map((point) => powers(point, size).map((power) => power / scale(point))), infinite(size)],
    input: [...finite.map((point) => [...coefficients(others(point)), 0]), coefficients(finite)],
    output: Array.from({ length: outputs }, (_, power) => atPoints.map((row) => row[power]!)),
  }
}

/** How filters of one kind cover a line of outputs. */
export interface Cover {
  /** Outputs of a filter. */
  readonly step: number
  /** Points of a filter. */
  readonly points: number
  /** Filters. */
  readonly count: number
}

/** The cover of a line of outputs with the fewest points altogether, for kernels of `size` numbers, if there is any. */
export function smallestCover(outputs: number, size: number): Cover | undefined {
  const covers = Object.keys(finitePoints).flatMap((key): Cover[] => {
    const points = Number(key)
    const step = points - size + 1
    return step < 1 ? [] : [{ step, points, count: Math.ceil(outputs / step) }]
  })
  const all = ({ points, count }: Cover) => points * count
  return covers.toSorted((a, b) => all(a) - all(b))[0]
}

/** Of Π (x − root), from the constant one to the highest. */
function coefficients(roots: readonly number[]): readonly number[] {
  return roots.reduce<readonly number[]>(
    (before, root) => [...before, 0].map((_, power) => (before[power - 1] ?? 0) - root * (before[power] ?? 0)),
    [1],
  )
}
