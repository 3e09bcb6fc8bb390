/**
 * The keys of the labelling page: they work wherever on the page the focus is, except where something is typed, so
 * that a click on a class or a button does not take the keyboard away.
 */
import { onScopeDispose } from 'vue'
import { commandOf } from './keys.ts'
import type { Command } from './keys.ts'

/** Where letters and arrows have a meaning of their own. */
const typing = 'input, textarea, select, [contenteditable], [role="slider"], [role="combobox"], [role="menu"]'
/** What takes all keys while it is there: dialogs and menus. */
const modal = '[role="dialog"][aria-modal="true"], .n-dropdown-menu'
/** Where Space and Enter press what has the focus. */
const pressed = 'button, a, [role="button"]'

export interface UseCommandsOptions {
  readonly byKey: () => ReadonlyMap<string, number>
  perform(command: Command): void
  /** Gives the keyboard back to the grid, or what covers it. */
  takeFocus(): void
}

export function useCommands({ byKey, perform, takeFocus }: UseCommandsOptions): void {
  function keydown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || !(event.target instanceof Element)) return
    if (event.target.closest(typing) || document.querySelector(modal)) return
    if ((event.key === ' ' || event.key === 'Enter') && event.target.closest(pressed)) return
    const command = commandOf(event, byKey())
    if (!command) return
    event.preventDefault()
    perform(command)
  }

  /** What had the focus is gone: a button that was disabled, a dialog that closed. */
  function focusout(event: FocusEvent): void {
    if (event.relatedTarget !== null) return
    requestAnimationFrame(() => {
      const nobody = document.activeElement === null || document.activeElement === document.body
      if (nobody && document.hasFocus()) takeFocus()
    })
  }

  /** A button that the mouse pressed keeps no keys: Space and Enter are the grid's again. */
  function click(event: MouseEvent): void {
    const byMouse = event.detail > 0
    const button = document.activeElement
    if (byMouse && button?.matches(pressed) && button.closest('main') && !button.closest(typing)) takeFocus()
  }

  document.addEventListener('keydown', keydown)
  document.addEventListener('click', click)
  document.addEventListener('focusout', focusout)
  onScopeDispose(() => {
    document.removeEventListener('keydown', keydown)
    document.removeEventListener('click', click)
    document.removeEventListener('focusout', focusout)
  })
}
