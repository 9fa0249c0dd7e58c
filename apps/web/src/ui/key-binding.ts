/** A key of a screen: what it does, in the words of the `?` help. */
export interface KeyBinding {
  /** As the keyboard event names it: `j`, `Enter`, `?`; `mod+k` is Ctrl, or Command on a Mac. */
  readonly key: string
  readonly what: string
  readonly run: (event: KeyboardEvent) => void
  /** Also while something is typed or a dialog is open. */
  readonly isEverywhere?: boolean
}

/** The key of an event in the form of a binding. */
export function keyOf({
  key,
  ctrlKey,
  metaKey,
  altKey,
}: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): string {
  const name = key.length === 1 && (ctrlKey || metaKey) ? key.toLowerCase() : key
  return `${ctrlKey || metaKey ? 'mod+' : ''}${altKey ? 'alt+' : ''}${name}`
}

/** The binding that an event is for; of two on one key the one that came last, which is that of the inner screen. */
export function findBinding(
  bindings: readonly KeyBinding[],
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
  isBusy: boolean,
): KeyBinding | undefined {
  const key = keyOf(event)
  return bindings.findLast((binding) => binding.key === key && (binding.isEverywhere === true || !isBusy))
}
