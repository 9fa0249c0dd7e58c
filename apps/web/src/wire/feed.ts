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

/** What comes of a line. `lost`: it was refused, and nobody takes it up again by itself. */
export interface LineEvents {
  readonly opened: () => void
  readonly hear: (data: string) => void
  readonly lost: () => void
}

/** Opens a line. @returns what closes it */
export type OpenLine = (events: LineEvents) => () => void

/** After how long a line is asked for again that the service refused, milliseconds. */
const lineAgainAfter = 5000

export function makeFeed(open: OpenLine, wait: (span: number) => Promise<void>): Feed {
  const listeners = new Set<(news: FeedNews) => void>()
  let close: (() => void) | undefined
  function tell(news: FeedNews): void {
    for (const listener of listeners) listener(news)
  }
  function start(hasMissed: boolean): void {
    close = open({
      // What happened while there was no line is told by none.
      opened: () => hasMissed && tell({ event: 'reload' }),
      // The service's own events; their schema stands in the contract.
      hear: (data) => tell(JSON.parse(data) as FeedNews),
      lost: () => void startLater(),
    })
  }
  async function startLater(): Promise<void> {
    close = undefined
    await wait(lineAgainAfter)
    if (listeners.size > 0 && close === undefined) start(true)
  }
  return {
    listen(listener) {
      listeners.add(listener)
      if (close === undefined) start(false)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        close?.()
        close = undefined
      }
    },
  }
}
