/**
 * Changes pictures, shows each change at once, and says what was done. What the program refuses is taken back from the
 * screen by asking anew. Steps are taken back by the program, which keeps them all; this part only remembers where on
 * the page each of them was done.
 */
import { onScopeDispose, shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import type { Act, HistoryState, RunSummary, Split } from '../../../preload/contract/index.ts'
import { call } from '../../client/client.ts'
import { useToasts } from '../../composables/useToasts.ts'
import { t } from '../../locales/text.ts'
import { inWords } from './acts.ts'
import type { Selection } from './selection.ts'
import type { UseInsistReturn } from './useInsist.ts'
import type { Patch, UsePictureListReturn } from './usePictureList.ts'

/** A class, or none. */
export interface Target {
  readonly id: number | null
  readonly name: string
}

export interface UseLabellingReturn {
  /** What was done last, in words; also for those who hear the page. */
  readonly said: ShallowRef<string>
  /** Pictures changed since the list was asked for, which may no longer belong in it. */
  readonly moved: ShallowRef<ReadonlySet<number>>
  /** What undo and redo would do. */
  readonly steps: ShallowRef<HistoryState>
  assign(target: Target): Promise<void>
  /** Gives each of the chosen pictures the class that the run took it for. */
  accept(run: Pick<RunSummary, 'id' | 'name'>): Promise<void>
  /** Leaves the chosen pictures out of training, or takes them in again where the first is left out. */
  exclude(): Promise<void>
  moveTo(split: Split): Promise<void>
  undo(): Promise<void>
  redo(): Promise<void>
  /** Asks what undo and redo would do, after a change from elsewhere. */
  refreshSteps(): Promise<void>
  /** Forgets where steps were done and what was moved: the list is another. */
  forget(): void
}

/** Most pictures of one call. */
const limit = 100_000

export interface UseLabellingOptions {
  readonly list: UsePictureListReturn
  readonly selection: ShallowRef<Selection>
  readonly insist: UseInsistReturn
}

export function useLabelling(
  datasetId: () => number,
  { list, selection, insist }: UseLabellingOptions,
): UseLabellingReturn {
  const toasts = useToasts()
  const said = shallowRef('')
  const moved = shallowRef<ReadonlySet<number>>(new Set())
  const steps = shallowRef<HistoryState>({ undo: null, redo: null })
  /** Each step with the selection that it was done to, the newest last. */
  let before: { readonly selection: Selection; readonly imageIds: readonly number[] }[] = []
  let disposed = false
  onScopeDispose(() => (disposed = true))

  async function refreshSteps(): Promise<void> {
    const state = await call('history.state', { datasetId: datasetId() })
    if (!disposed) steps.value = state
  }

  /** Shows a change of the chosen pictures, then has it made, in as many calls as it needs. */
  async function change(
    act: Pick<Act, 'kind' | 'names'>,
    patch: Patch,
    make: (imageIds: number[]) => Promise<unknown>,
  ): Promise<void> {
    const imageIds = list.idsOf(selection.value.chosen)
    if (imageIds.length === 0) return
    before.push({ selection: selection.value, imageIds })
    list.patch(imageIds, patch)
    moved.value = new Set([...moved.value, ...imageIds])
    said.value = inWords({ ...act, pictures: imageIds.length })
    try {
      for (let start = 0; start < imageIds.length; start += limit) await make(imageIds.slice(start, start + limit))
    } catch (error) {
      before.pop()
      said.value = ''
      toasts.fail(error)
      list.refresh()
    }
  }

  /** To where the last step was done; its pictures are again what they were. */
  function goBack(): void {
    const last = before.pop()
    if (!last) return
    selection.value = last.selection
    const others = new Set(before.flatMap(({ imageIds }) => imageIds))
    moved.value = new Set([...moved.value].filter((id) => others.has(id)))
  }

  async function step(direction: 'undo' | 'redo'): Promise<void> {
    try {
      const { act, state } = await call(`history.${direction}`, { datasetId: datasetId() })
      steps.value = state
      said.value = act ? t(`label.acts.${direction}`, { step: inWords(act) }) : t(`label.acts.nothingTo.${direction}`)
      if (direction === 'undo') goBack()
      list.refresh()
    } catch (error) {
      toasts.fail(error)
    }
  }

  refreshSteps().catch(toasts.fail)

  return {
    said,
    moved,
    steps,
    assign: ({ id, name }) =>
      change({ kind: 'label', names: id === null ? [] : [name] }, { classId: id }, (imageIds) =>
        call('images.label', { datasetId: datasetId(), imageIds, classId: id }),
      ),
    accept: ({ id: runId, name }) =>
      change(
        { kind: 'accept', names: [name] },
        ({ classId, answer }) => ({ classId: answer?.classId ?? classId }),
        (imageIds) =>
          insist.attempt((insist) => call('images.accept', { datasetId: datasetId(), runId, imageIds, insist })),
      ),
    exclude() {
      const excluded = list.at(selection.value.chosen[0]?.from ?? -1)?.excluded !== true
      return change({ kind: excluded ? 'exclude' : 'include', names: [] }, { excluded }, (imageIds) =>
        insist.attempt((insist) => call('images.exclude', { datasetId: datasetId(), imageIds, excluded, insist })),
      )
    },
    moveTo: (split) =>
      change({ kind: 'move', names: [split] }, { split }, (imageIds) =>
        insist.attempt((insist) => call('splits.move', { datasetId: datasetId(), imageIds, split, insist })),
      ),
    undo: () => step('undo'),
    redo: () => step('redo'),
    refreshSteps,
    forget() {
      before = []
      moved.value = new Set()
    },
  }
}
