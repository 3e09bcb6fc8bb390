/** Carries out what keys and buttons ask for: moves about the list, and changes the chosen pictures. */
import type { Ref, ShallowRef } from 'vue'
import type { RunSummary } from '../../../preload/contract/index.ts'
import type { Command } from './keys.ts'
import { size } from './ranges.ts'
import { everything, isSingle, move, next, only, pick } from './selection.ts'
import type { Reach, Selection } from './selection.ts'
import type { UseLabellingReturn } from './useLabelling.ts'
import type { UsePictureListReturn } from './usePictureList.ts'

export interface UsePerformOptions {
  readonly list: UsePictureListReturn
  readonly labelling: UseLabellingReturn
  readonly selection: ShallowRef<Selection>
  /** Whether one picture is shown large. */
  readonly viewing: Ref<boolean>
  readonly nameOf: (classId: number) => string
  /** How far keys reach in the grid. */
  reach(): Reach | undefined
  /** Scrolls a place into sight. */
  reveal(index: number): void
  /** Begins to type the name of a class. */
  find(text: string): void
  help(): void
  /** The run whose answers are shown; `null` where none are. */
  answering(): RunSummary | null
  /** Hears of each class that is given. */
  given(classId: number): void
}

export interface UsePerformReturn {
  perform(command: Command): void
  /** Gives the chosen pictures a class, or none, and goes on to the next picture where only one is chosen. */
  assign(classId: number | null): Promise<void>
}

export function usePerform({ list, labelling, selection, viewing, ...page }: UsePerformOptions): UsePerformReturn {
  const total = () => list.total.value ?? 0

  function go(to: Selection): void {
    selection.value = to
    page.reveal(to.focus)
  }

  function goOn(): void {
    go(next(selection.value, total()))
  }

  /** Changes the chosen pictures, then goes on from a single one. The change is on the screen before it is made. */
  async function thenGoOn(change: () => Promise<void>): Promise<void> {
    const goesOn = isSingle(selection.value)
    const changing = change()
    if (goesOn) goOn()
    await changing
  }

  async function assign(classId: number | null): Promise<void> {
    if (classId !== null) page.given(classId)
    const name = classId === null ? '' : page.nameOf(classId)
    await thenGoOn(() => labelling.assign({ id: classId, name }))
  }

  function accept(): void {
    const run = page.answering()
    if (run && size(selection.value.chosen) > 0) void thenGoOn(() => labelling.accept(run))
  }

  async function takeStep(step: () => Promise<void>): Promise<void> {
    await step()
    page.reveal(selection.value.focus)
  }

  function perform(command: Command): void {
    const { focus, chosen } = selection.value
    switch (command.kind) {
      case 'move': {
        const reach = page.reach()
        // Large pictures come one after another: up and down mean the one before and the next.
        if (reach)
          go(move(selection.value, command.direction, viewing.value ? { ...reach, columns: 1 } : reach, command))
        return
      }
      case 'view':
        go(only(focus))
        viewing.value = true
        return
      case 'toggle':
        go(pick(selection.value, focus, { extend: false, toggle: true }))
        return
      case 'everything':
        selection.value = everything(selection.value, total())
        return
      case 'nothing':
        selection.value = { ...selection.value, chosen: [] }
        return
      case 'skip':
        goOn()
        return
      case 'assign':
        void assign(command.classId)
        return
      case 'find':
        if (size(chosen) > 0) page.find(command.text)
        return
      case 'accept':
        accept()
        return
      case 'exclude':
        void thenGoOn(labelling.exclude)
        return
      case 'undo':
        void takeStep(labelling.undo)
        return
      case 'redo':
        void takeStep(labelling.redo)
        return
      case 'help':
        page.help()
        return
      default:
        command satisfies never
    }
  }

  return { perform, assign }
}
