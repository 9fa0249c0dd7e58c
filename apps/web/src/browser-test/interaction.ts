import type { Page } from 'playwright-core'

/** How long interactions took until the next paint, milliseconds, by kind of event. */
type Interactions = Readonly<Record<string, readonly number[]>>

interface Kept {
  readonly name: string
  readonly id: number
  readonly span: number
}

/**
 * Watches how long what a person presses takes until the next paint (Event Timing, https://www.w3.org/TR/event-timing/), from the next
 * page on. Several events of one interaction count as its longest.
 */
export async function measureInteractions(page: Page): Promise<() => Promise<Interactions>> {
  await page.addInitScript(() => {
    const kept: { name: string; id: number; span: number }[] = []
    Object.assign(window, { keptInteractions: kept })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { interactionId = 0 } = entry as { readonly interactionId?: number }
        if (interactionId > 0) kept.push({ name: entry.name, id: interactionId, span: entry.duration })
      }
    }).observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit)
  })
  return async () => {
    const kept = await page.evaluate(
      () => (window as unknown as { readonly keptInteractions: readonly Kept[] }).keptInteractions,
    )
    const longest = new Map<number, Kept>()
    for (const one of kept) if (one.span > (longest.get(one.id)?.span ?? 0)) longest.set(one.id, one)
    const names = [...new Set([...longest.values()].map(({ name }) => name))]
    return Object.fromEntries(
      names.map((name) => [
        name,
        [...longest.values()].filter((one) => one.name === name).map(({ span }) => span),
      ]),
    )
  }
}

/** The 95th of a hundred; what was too short to be told counts as no time. */
function percentile(spans: readonly number[]): number {
  const sorted = spans.toSorted((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil(sorted.length * 0.95) - 1)] ?? 0
}

/** Prints what was measured as a table, and gives the 95th percentile over everything. */
export function printInteractions(what: string, measured: Interactions): number {
  const rows = Object.entries(measured).map(([event, spans]) => ({
    what,
    event,
    count: spans.length,
    p95: percentile(spans),
    most: Math.max(...spans),
  }))
  console.table(rows)
  return percentile(Object.values(measured).flat())
}
