import { makeConnection } from './connection.ts'
import { makeFeed } from './feed.ts'
import type { LineEvents } from './feed.ts'
import { makeGate } from './gate.ts'
import type { Service } from './service-access.ts'
import { makeService } from './service-access.ts'

export function wait(span: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, span))
}

async function look(): Promise<boolean> {
  try {
    return (await fetch('/healthz')).ok
  } catch {
    return false
  }
}

/** A browser takes up a line that was cut off by itself, but not one that was refused. */
function openLine({ opened, hear, lost }: LineEvents): () => void {
  const line = new EventSource('/api/v1/events')
  line.addEventListener('open', opened, { once: true })
  line.addEventListener('message', ({ data }) => hear(String(data)))
  line.addEventListener('error', () => {
    if (line.readyState === EventSource.CLOSED) lost()
  })
  return () => line.close()
}

/** The service as a browser reaches it. */
export function openBrowserService(language: () => string): Service {
  return makeService({
    connection: makeConnection(look, wait),
    gate: makeGate(),
    confirmation: makeGate(),
    feed: makeFeed(openLine, wait),
    language,
    wait,
    fetch: (input, init) => fetch(input, init),
  })
}
