/** The windows that are open. */
export interface OpenWindow {
  readonly webContents: object
  close(): void
  isDestroyed(): boolean
}

const open = new Set<OpenWindow>()

export function allWindows(): readonly OpenWindow[] {
  return [...open]
}

export function addWindow(window: OpenWindow): void {
  open.add(window)
}

/** Answers whether it was the last. */
export function removeWindow(window: OpenWindow): boolean {
  return open.delete(window) && open.size === 0
}
