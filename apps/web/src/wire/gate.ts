/**
 * Where requests wait for somebody: to sign in again when the session is over, or to prove once more who they are. When they
 * have, or give up, the requests go on from where they were, so that nothing that was typed is lost.
 */
export interface Gate {
  readonly isShut: () => boolean
  readonly listen: (listener: () => void) => () => void
  /** @returns true when it was opened, false when they gave up, or when no page shows that it is shut */
  readonly pass: () => Promise<boolean>
  readonly open: (isGranted: boolean) => void
}

/** A gate that is open. */
export function makeGate(): Gate {
  const listeners = new Set<() => void>()
  let waiting: ((isGranted: boolean) => void)[] = []
  function tell(): void {
    for (const listener of listeners) listener()
  }
  return {
    isShut: () => waiting.length > 0,
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    pass: () =>
      new Promise((resolve) => {
        // Where no dialog stands nobody would ever open it.
        if (listeners.size === 0) {
          resolve(false)
          return
        }
        waiting = [...waiting, resolve]
        tell()
      }),
    open(isGranted) {
      const those = waiting
      waiting = []
      for (const resolve of those) resolve(isGranted)
      tell()
    },
  }
}
