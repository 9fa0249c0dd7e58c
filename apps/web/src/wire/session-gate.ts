/**
 * Where requests wait whose session is over. Somebody signs in again, or gives up, and they go on from where they were, so
 * that nothing that was typed is lost.
 */
export interface SessionGate {
  readonly isShut: () => boolean
  readonly listen: (listener: () => void) => () => void
  /** @returns true when somebody signed in again, false when they gave up */
  readonly pass: () => Promise<boolean>
  readonly open: (isSignedIn: boolean) => void
}

/** A gate that is open. */
export function makeSessionGate(): SessionGate {
  const listeners = new Set<() => void>()
  let waiting: ((isSignedIn: boolean) => void)[] = []
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
        waiting = [...waiting, resolve]
        tell()
      }),
    open(isSignedIn) {
      const those = waiting
      waiting = []
      for (const resolve of those) resolve(isSignedIn)
      tell()
    },
  }
}
