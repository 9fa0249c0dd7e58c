import type { AnswerOf, readFeed } from '@duibiao/contract'

type Stream = AnswerOf<typeof readFeed>
/** What happened to a matter just now, or that more happened than is told one by one. */
export type FeedNews = NonNullable<
  Stream extends AsyncIterable<infer Event extends { data?: unknown }> ? Event['data'] : never
>

/** The live feed of the service. One line is held for the whole page, as long as somebody listens. */
export interface Feed {
  /** @returns what ends the listening */
  readonly listen: (listener: (news: FeedNews) => void) => () => void
}

/** Opens a line. `lost`: it was refused, and nobody takes it up again by itself. @returns what closes it */
export type OpenLine = (hear: (data: string) => void, lost: () => void) => () => void

/** After how long a line is asked for again that the service refused, milliseconds. */
const lineAgainAfter = 5000

export function makeFeed(open: OpenLine, wait: (span: number) => Promise<void>): Feed {
  const listeners = new Set<(news: FeedNews) => void>()
  let close: (() => void) | undefined
  function hear(data: string): void {
    // The service's own events; their schema stands in the contract.
    const news = JSON.parse(data) as FeedNews
    for (const listener of listeners) listener(news)
  }
  function start(): void {
    close = open(hear, () => void startLater())
  }
  async function startLater(): Promise<void> {
    close = undefined
    await wait(lineAgainAfter)
    if (listeners.size > 0 && close === undefined) start()
  }
  return {
    listen(listener) {
      listeners.add(listener)
      if (close === undefined) start()
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        close?.()
        close = undefined
      }
    },
  }
}
