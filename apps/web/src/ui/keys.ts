import { useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import { findBinding } from './key-binding.ts'
import type { KeyBinding } from './key-binding.ts'

interface Holder {
  readonly current: readonly KeyBinding[]
}

let holders: readonly Holder[] = []
const listeners = new Set<() => void>()
let listed: readonly KeyBinding[] = []

function setHolders(next: readonly Holder[]): void {
  if (holders.length === 0 && next.length > 0) document.addEventListener('keydown', take)
  if (next.length === 0) document.removeEventListener('keydown', take)
  holders = next
  listed = holders.flatMap(({ current }) => current)
  for (const listener of listeners) listener()
}

function take(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const binding = findBinding(
    holders.flatMap(({ current }) => current),
    event,
    isTyping(event.target) || isDialogOpen(),
  )
  // A key that presses what has the focus stays with it.
  const isPress =
    binding?.key === 'Enter' &&
    event.target instanceof Element &&
    event.target.closest('a, button, summary') !== null
  if (binding === undefined || isPress) return
  event.preventDefault()
  binding.run(event)
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable], .maplibregl-map') !== null
  )
}

function isDialogOpen(): boolean {
  const dialogs = document.querySelectorAll('dialog[open], [role="dialog"][aria-modal="true"]')
  return [...dialogs].some((dialog) => dialog.getClientRects().length > 0)
}

/** The keys of a screen or a part of one, while it is shown. `?` lists them; of two on one key the inner one counts. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const holder = useRef(bindings)
  // As soon as the screen stands there, not once it was painted: whoever sees it may press.
  useLayoutEffect(() => {
    holder.current = bindings
  })
  useLayoutEffect(() => {
    setHolders([...holders, holder])
    return () => setHolders(holders.filter((one) => one !== holder))
  }, [])
}

/** The keys that work now, for the help. */
export function useListedKeys(): readonly KeyBinding[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => listed,
  )
}
