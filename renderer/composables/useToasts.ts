/** Short messages at the window's top, from any page: what went wrong, what was done, and how to take it back. */
import { shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import { sentenceOf } from '../client/errors.ts'

export interface ToastAction {
  readonly label: string
  run(): void
}

export interface Toast {
  readonly id: number
  readonly kind: 'error' | 'done'
  readonly text: string
  readonly action: ToastAction | null
}

const toasts = shallowRef<readonly Toast[]>([])
const longest = 4
let nextId = 1

function dismiss(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id)
}

function show(kind: Toast['kind'], text: string, action: ToastAction | null): void {
  const toast = { id: nextId++, kind, text, action }
  toasts.value = [...toasts.value.filter((other) => other.text !== text), toast].slice(-longest)
  const seconds = kind === 'error' ? 10 : 6
  setTimeout(() => {
    dismiss(toast.id)
  }, seconds * 1000)
}

export interface UseToastsReturn {
  readonly toasts: ShallowRef<readonly Toast[]>
  dismiss(id: number): void
  /** Shows the sentence of an error. */
  fail(error: unknown): void
  /** Says that something was done, with a way back where there is one. */
  done(text: string, action?: ToastAction): void
}

export function useToasts(): UseToastsReturn {
  return {
    toasts,
    dismiss,
    fail(error) {
      show('error', sentenceOf(error), null)
    },
    done(text, action) {
      show('done', text, action ?? null)
    },
  }
}
