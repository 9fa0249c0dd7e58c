/** Whether the service can be reached, as far as the last request has shown. */
export interface Connection {
  readonly isAway: () => boolean
  /** @returns what ends the listening */
  readonly listen: (listener: () => void) => () => void
  /** A request came through. */
  readonly noteReached: () => void
  /** A request found nobody there. @returns when the service can be reached again */
  readonly waitUntilReached: () => Promise<void>
}

/** How long to wait between two looks whether the service is back, milliseconds. */
const lookEvery = 2000

/**
 * Keeps in mind whether the service is there, and looks for it while it is not, so that a page goes on by itself.
 * @param look whether it answers now
 */
export function makeConnection(
  look: () => Promise<boolean>,
  wait: (span: number) => Promise<void>,
): Connection {
  const listeners = new Set<() => void>()
  let back: Promise<void> | undefined
  function tell(): void {
    for (const listener of listeners) listener()
  }
  async function lookUntilBack(): Promise<void> {
    do await wait(lookEvery)
    while (back !== undefined && !(await look()))
    back = undefined
    tell()
  }
  return {
    isAway: () => back !== undefined,
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    noteReached() {
      if (back === undefined) return
      back = undefined
      tell()
    },
    waitUntilReached() {
      if (back !== undefined) return back
      back = lookUntilBack()
      tell()
      return back
    },
  }
}
