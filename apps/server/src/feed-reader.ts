import { readFeed, readFeedMatters } from '@duibiao/store'
import type { FeedLine, FeedMatter } from '@duibiao/store'
import { makeSettledEdge } from './settled-edge.ts'
import type { SettledEdge } from './settled-edge.ts'
import type { Tenant } from './tenant.ts'

/** An entry with what is shown of its matter. */
export interface FeedRow extends FeedLine {
  readonly about: FeedMatter
}

/** Follows the record of a district for all who listen to it. */
export interface FeedReader {
  /** Reads what is new and settled. */
  look(): Promise<void>
  /** From where somebody hears: after what they heard last, or from now on. */
  begin(after: number | undefined): Promise<FeedStart>
  /**
   * What follows a position; undefined when it is not remembered any more.
   * @param until up to here it is read from the record, for somebody who came back
   */
  after(position: number, until: number): Promise<FeedPart | undefined>
  /** Whether what follows a position is remembered no more. */
  forgets(position: number): boolean
  /** Waits until something is new, or somebody has to look whether they are still wanted. */
  wait(): Promise<void>
  wake(): void
}

export interface FeedStart {
  readonly position: number
  /** What lies before this is read from the record. */
  readonly until: number
  /** Too much happened to be told one by one. */
  readonly isReload: boolean
}

export interface FeedPart {
  readonly lines: readonly FeedRow[]
  /** How far this goes, shown or not. */
  readonly position: number
}

/** Lines kept in memory, lines read at once, and positions that somebody may be behind who comes back. */
const remembered = 5_000
const batch = 500
const furthest = 50_000

type Source = Pick<Tenant, 'database' | 'district'>

/** What a reader remembers: everything after `start` and up to `end` stands in `lines`. */
interface Memory {
  lines: FeedRow[]
  start: number
  /** Undefined until it is known how far the record is settled. */
  end: number | undefined
  /** The highest position that was there, settled or not. */
  highest: number
  readonly findEdge: () => Promise<SettledEdge>
}

/** A reader that begins where the record is settled now. */
export function makeFeedReader(source: Source): FeedReader {
  const findEdge = makeSettledEdge(source)
  const memory: Memory = { lines: [], start: 0, end: undefined, highest: 0, findEdge }
  let pulse = Promise.withResolvers<void>()
  let looking: Promise<void> | undefined
  async function look(): Promise<void> {
    looking ??= lookOnce(memory, source).finally(() => {
      looking = undefined
    })
    await looking
  }
  return {
    look,
    async begin(after) {
      await look()
      // A writer is under way: whether it has a lower position is known at the next look.
      while (memory.end === undefined) await pulse.promise
      const { end, start, highest } = memory
      const isReload = after !== undefined && (after > highest || end - after > furthest)
      return { position: after === undefined || isReload ? end : after, until: start, isReload }
    },
    async after(position, until) {
      const { lines, start, end = 0 } = memory
      if (position >= end) return { lines: [], position }
      if (position < start) return position < until ? readLines(source, position, until) : undefined
      const place = findPlace(lines, position)
      const next = lines.slice(place, place + batch)
      return { lines: next, position: place + batch < lines.length ? (next.at(-1)?.position ?? end) : end }
    },
    forgets: (position) => position < memory.start,
    wait: () => pulse.promise,
    wake() {
      pulse.resolve()
      pulse = Promise.withResolvers()
    },
  }
}

async function lookOnce(memory: Memory, source: Source): Promise<void> {
  const { settled, highest } = await memory.findEdge()
  memory.highest = highest
  if (settled === undefined) return
  if (memory.end === undefined) memory.start = settled
  for (let end = memory.end ?? settled; end < settled;) {
    const { lines, position } = await readLines(source, end, settled)
    memory.lines.push(...lines)
    memory.end = position
    end = position
  }
  memory.end ??= settled
  const surplus = memory.lines.length - remembered
  if (surplus <= 0) return
  memory.start = memory.lines[surplus - 1]?.position ?? memory.start
  memory.lines = memory.lines.slice(surplus)
}

async function readLines({ database, district }: Source, after: number, bound: number): Promise<FeedPart> {
  const found = await readFeed(database, district, { after, bound, limit: batch })
  const abouts = await readFeedMatters(database, district, [...new Set(found.map(({ matter }) => matter))])
  const lines = found.flatMap((line) => {
    const about = abouts.get(line.matter)
    return about === undefined ? [] : [{ ...line, about }]
  })
  const last = found.length === batch ? found.at(-1) : undefined
  return { lines, position: last?.position ?? bound }
}

/** The place of the first line after a position. */
function findPlace(lines: readonly FeedRow[], position: number): number {
  let low = 0
  let high = lines.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((lines[middle]?.position ?? 0) <= position) low = middle + 1
    else high = middle
  }
  return low
}
