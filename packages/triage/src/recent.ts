import { joinsFrom } from './issue.ts'
import { copyFrom, makeSimilarIndex } from './similar.ts'
import type { Incoming, SimilarIndex } from './similar.ts'

/** A message that came in lately and resembles one. */
export type Resembling = { readonly id: string; readonly likeness: number }

/** What came in lately, searchable by likeness. It never holds more than it was made for: the older half goes when it is full. */
export type RecentIndex = {
  /** How many messages it holds. */
  size(): number
  /** Messages that one may repeat, the nearest first; nothing is added. */
  resembling(message: Incoming, most: number): readonly Resembling[]
  /** Adds a message. */
  add(id: string, message: Incoming): void
}

type Generation = {
  readonly index: SimilarIndex
  readonly ids: string[]
  /** The newest copies of a message: they cannot be found by their own words. */
  readonly copies: Map<number, string[]>
}

/** Of a text sent ten thousand times the newest few are enough. */
const copiesKept = 20

/** @param most messages held, two at least */
export function makeRecentIndex(most: number): RecentIndex {
  const half = Math.max(1, Math.floor(most / 2))
  let older: Generation | undefined
  let newer = makeGeneration()
  return {
    size: () => (older?.ids.length ?? 0) + newer.ids.length,
    resembling: (message, wanted) =>
      [older, newer]
        .flatMap((generation) => (generation === undefined ? [] : findIn(generation, message, wanted)))
        .toSorted((one, other) => other.likeness - one.likeness || (one.id < other.id ? -1 : 1))
        .slice(0, wanted),
    add(id, message) {
      if (newer.ids.length >= half) [older, newer] = [newer, makeGeneration()]
      newer.ids.push(id)
      const [nearest] = newer.index.add(message, 1)
      if (nearest !== undefined && nearest.likeness >= copyFrom) keepCopy(newer, nearest.number, id)
    },
  }
}

function makeGeneration(): Generation {
  return { index: makeSimilarIndex(), ids: [], copies: new Map() }
}

function keepCopy({ copies }: Generation, number: number, id: string): void {
  copies.set(number, [...(copies.get(number) ?? []), id].slice(-copiesKept))
}

function findIn({ index, ids, copies }: Generation, message: Incoming, most: number): readonly Resembling[] {
  return index
    .find(message, most)
    .filter(({ likeness }) => likeness >= joinsFrom)
    .flatMap(({ number, likeness }) =>
      [ids[number] ?? '', ...(copies.get(number) ?? [])].map((id) => ({ id, likeness })),
    )
}
