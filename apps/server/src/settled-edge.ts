import { readFeedEdge } from '@duibiao/store'
import type { FeedEdge } from '@duibiao/store'
import type { Tenant } from './tenant.ts'

/** How far a record reaches now. */
export interface SettledEdge {
  /** Nothing at or below this can appear any more; undefined while writers are under way whose positions are not known. */
  readonly settled: number | undefined
  /** The highest position that is there, settled or not. */
  readonly highest: number
}

/** Finds how far the record of a district is settled; it remembers between two questions whom it waits for. */
export function makeSettledEdge({
  database,
  district,
}: Pick<Tenant, 'database' | 'district'>): () => Promise<SettledEdge> {
  let pending: FeedEdge | undefined
  return async () => {
    const edge = await readFeedEdge(database, district)
    const highest = edge.position
    const earlier = pending
    pending = edge.writers.length === 0 ? undefined : edge
    if (edge.writers.length === 0) return { settled: edge.position, highest }
    if (earlier === undefined) return { settled: undefined, highest }
    if (!edge.writers.some((one) => earlier.writers.includes(one)))
      return { settled: earlier.position, highest }
    pending = earlier
    return { settled: undefined, highest }
  }
}
