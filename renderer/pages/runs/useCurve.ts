/**
 * A curve that the program keeps and goes on telling: asked for once, and again only where the run took steps anew.
 * What is heard while the answer is awaited is joined to it by step, so that every point is there once.
 */
import { onScopeDispose, shallowRef } from 'vue'
import type { ShallowRef } from 'vue'

export interface UseCurveOptions<Point> {
  /** Asks for the curve as the program keeps it, thinned. */
  readonly ask: () => Promise<readonly Point[]>
  /** Adds what is past the curve's end. */
  readonly append: (curve: readonly Point[], points: readonly Point[]) => readonly Point[]
  readonly failed: (error: unknown) => void
}

export interface UseCurveReturn<Point> {
  readonly curve: ShallowRef<readonly Point[]>
  hear(points: readonly Point[]): void
  reload(): Promise<void>
}

export function useCurve<Point extends { readonly step: number }>({
  ask,
  append,
  failed,
}: UseCurveOptions<Point>): UseCurveReturn<Point> {
  const curve = shallowRef<readonly Point[]>([])
  /** What was heard while an answer is awaited; `null` when none is. */
  let heard: Point[] | null = null
  let newest = 0

  function hear(points: readonly Point[]): void {
    const [first] = points
    const end = curve.value.at(-1)?.step ?? 0
    // A run that goes on from an earlier checkpoint takes its steps anew.
    if (heard === null && first && first.step <= end) void reload()
    if (heard) heard.push(...points)
    else curve.value = append(curve.value, points)
  }

  async function reload(): Promise<void> {
    const question = ++newest
    heard ??= []
    try {
      const kept = await ask()
      if (question !== newest) return
      curve.value = append(kept, heard)
    } catch (error) {
      if (question !== newest) return
      failed(error)
      curve.value = append(curve.value, heard)
    }
    heard = null
  }

  onScopeDispose(() => newest++)
  return { curve, hear, reload }
}
