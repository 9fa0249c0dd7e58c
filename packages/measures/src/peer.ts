import { errorAt, warningAt } from './measure-finding.ts'
import type { MeasureFinding } from './measure-finding.ts'
import { peerVariables } from './peer-scale.ts'
import type { PeerTable } from './peer-scale.ts'

/** Places made comparable: each variable with mean 0 and standard deviation 1, times the root of its weight. */
export type PeerSpace = {
  readonly units: readonly string[]
  readonly variables: readonly { readonly code: string; readonly weight: number }[]
  /** Row by row; 0 where it is not known, which `gaps` tells. */
  readonly places: Float64Array
  /** Of each row the places of variables that are not known. */
  readonly gaps: readonly (readonly number[])[]
}

export type PeerSpaceReading = { readonly space: PeerSpace; readonly findings: readonly MeasureFinding[] }

/** What one characteristic adds to a distance. */
export type PeerPart = {
  readonly variable: string
  /** Standard deviations from the mean of all places. */
  readonly own: number
  readonly other: number
  /** Share of the squared distance; the shares add up to 1 unless the distance is 0. */
  readonly share: number
}

export type Peer = {
  readonly unit: string
  readonly distance: number
  /** Distance when the farthest place is at 1. */
  readonly rebased: number
  /** Characteristics that are known of both. */
  readonly compared: number
}

export type PeerWithParts = Peer & { readonly parts: readonly PeerPart[] }

/** Prepares places for comparison. Variables without spread, with all values missing or with a bad weight are left out and named. */
export function openPeers(table: PeerTable): PeerSpaceReading {
  const findings: MeasureFinding[] = []
  const seen = new Set<string>()
  for (const unit of table.units) {
    if (seen.has(unit)) findings.push(errorAt('duplicate_unit', { unit }))
    seen.add(unit)
  }
  if (table.units.length === 0) findings.push(errorAt('no_units', {}))
  if (table.units.length === 1) findings.push(warningAt('one_unit', {}))
  if (table.values.length !== table.units.length) findings.push(errorAt('row_count', {}))
  const used = peerVariables(table, (finding) => findings.push(finding))
  const places = new Float64Array(table.units.length * used.length)
  const gaps = table.units.map((_, row) =>
    used.flatMap(({ column, weight }, place) => {
      const value = column[row] ?? NaN
      places[row * used.length + place] = Number.isNaN(value) ? 0 : value * Math.sqrt(weight)
      return Number.isNaN(value) ? [place] : []
    }),
  )
  const variables = used.map(({ code, weight }) => ({ code, weight }))
  return { space: { units: table.units, variables, places, gaps }, findings }
}

export type PeerChoice = {
  readonly count: number
  /** An own list of places to choose from; all others unless given. */
  readonly among?: readonly string[]
  /** Share of the weights that must be known of both; 0.5 unless given. */
  readonly known?: number
}

/** The nearest peers of a place with the parts of the distance; undefined for a place that is not in the table. */
export function nearestPeers(
  space: PeerSpace,
  unit: string,
  choice: PeerChoice,
): { readonly peers: readonly PeerWithParts[]; readonly unknown: readonly string[] } | undefined {
  const own = space.units.indexOf(unit)
  if (own < 0) return undefined
  const nearest = nearestOf(space, own, choice)
  const known = new Set(space.units)
  return {
    peers: nearest.map(({ row, peer }) => ({ ...peer, parts: partsOf(space, own, row) })),
    unknown: (choice.among ?? []).filter((name) => !known.has(name)),
  }
}

/** The nearest peers of every place, in the order of the table. Each pair is measured once. */
export function nearestOfAll(
  space: PeerSpace,
  choice: Omit<PeerChoice, 'among'>,
): readonly { readonly unit: string; readonly peers: readonly Peer[] }[] {
  const measure = measureOf(space, choice)
  const lists = space.units.map((): Square[] => [])
  const farthest = new Float64Array(space.units.length)
  lists.forEach((list, own) => {
    for (let row = own + 1; row < lists.length; row++) {
      const square = squareOf(space, measure, { own, row })
      if (square === undefined) continue
      if (square > (farthest[own] ?? 0)) farthest[own] = square
      if (square > (farthest[row] ?? 0)) farthest[row] = square
      const others = lists[row] ?? []
      if (isNear(list, square, choice.count)) keepNearest(list, { row, square }, choice.count)
      if (isNear(others, square, choice.count)) keepNearest(others, { row: own, square }, choice.count)
    }
  })
  return space.units.map((unit, own) => ({
    unit,
    peers: (lists[own] ?? []).map((one) => peerOf(space, { own, ...one, farthest: farthest[own] ?? 0 })),
  }))
}

type Near = { readonly row: number; readonly peer: Peer }

type Square = { readonly row: number; readonly square: number }

/** What all weights sum to, and how much of it must be known of both. */
type Measure = { readonly total: number; readonly known: number }

function measureOf(space: PeerSpace, choice: Pick<PeerChoice, 'known'>): Measure {
  const total = space.variables.reduce((sum, { weight }) => sum + weight, 0)
  return { total, known: total * (choice.known ?? 0.5) }
}

function nearestOf(space: PeerSpace, own: number, choice: PeerChoice): readonly Near[] {
  const measure = measureOf(space, choice)
  const among = choice.among === undefined ? undefined : new Set(choice.among)
  const best: Square[] = []
  let farthest = 0
  for (let row = 0; row < space.units.length; row++) {
    if (row === own || among?.has(space.units[row] ?? '') === false) continue
    const square = squareOf(space, measure, { own, row })
    if (square === undefined) continue
    farthest = Math.max(farthest, square)
    if (isNear(best, square, choice.count)) keepNearest(best, { row, square }, choice.count)
  }
  return best.map((one) => ({ row: one.row, peer: peerOf(space, { own, ...one, farthest }) }))
}

function peerOf(
  space: PeerSpace,
  { own, row, square, farthest }: Square & { readonly own: number; readonly farthest: number },
): Peer {
  return {
    unit: space.units[row] ?? '',
    distance: Math.sqrt(square),
    rebased: farthest === 0 ? 0 : Math.sqrt(square / farthest),
    compared: space.variables.length - gapsOf(space, own, row).length,
  }
}

/** Squared distance over what is known of both, brought to all weights; undefined when too little is. */
function squareOf(
  space: PeerSpace,
  measure: Measure,
  { own, row }: { readonly own: number; readonly row: number },
): number | undefined {
  if (measure.total === 0) return undefined
  // Both ways round the same sums are made in the same order.
  const one = Math.min(own, row)
  const other = Math.max(own, row)
  const square = squareBetween(space, one, other)
  const gaps = gapsOf(space, one, other)
  return gaps.length === 0 ? square : withoutGaps(space, { one, other, square, gaps, measure })
}

function withoutGaps(
  { variables, places }: PeerSpace,
  pair: {
    readonly one: number
    readonly other: number
    readonly square: number
    readonly gaps: readonly number[]
    readonly measure: Measure
  },
): number | undefined {
  const { one, other, gaps, measure } = pair
  let met = measure.total
  let square = pair.square
  for (const gap of gaps) {
    met -= variables[gap]?.weight ?? 0
    // What is not known stands as 0: the other's own value is all that was added.
    const added = (places[one * variables.length + gap] ?? 0) - (places[other * variables.length + gap] ?? 0)
    square -= added * added
  }
  if (gaps.length === variables.length || met < measure.known) return undefined
  return (Math.max(0, square) * measure.total) / met
}

/** Sum of squares over all variables, in two sums that a processor adds up side by side. */
function squareBetween({ variables, places }: PeerSpace, one: number, other: number): number {
  const width = variables.length
  const shift = (other - one) * width
  const end = (one + 1) * width
  let even = 0
  let odd = 0
  let at = one * width
  for (; at + 1 < end; at += 2) {
    const step = (places[at] ?? 0) - (places[at + shift] ?? 0)
    const next = (places[at + 1] ?? 0) - (places[at + 1 + shift] ?? 0)
    even += step * step
    odd += next * next
  }
  const last = at < end ? (places[at] ?? 0) - (places[at + shift] ?? 0) : 0
  return even + odd + last * last
}

/** Places of variables that are not known of one of two, in order. */
function gapsOf({ gaps }: PeerSpace, one: number, other: number): readonly number[] {
  const here = gaps[one] ?? []
  const there = gaps[other] ?? []
  if (here.length === 0) return there
  if (there.length === 0) return here
  const both: number[] = []
  let left = 0
  let right = 0
  while (left < here.length || right < there.length) {
    const next = Math.min(here[left] ?? Infinity, there[right] ?? Infinity)
    both.push(next)
    if (here[left] === next) left++
    if (there[right] === next) right++
  }
  return both
}

/** Whether a place belongs among so many nearest. */
function isNear(best: readonly Square[], square: number, count: number): boolean {
  return best.length < count || square < (best[count - 1]?.square ?? 0)
}

/** Puts a place into the list by its distance; of equal ones the earlier stays before. */
function keepNearest(best: Square[], found: Square, count: number): void {
  let place = best.length
  while (place > 0 && found.square < (best[place - 1]?.square ?? 0)) place--
  best.splice(place, 0, found)
  if (best.length > count) best.pop()
}

function partsOf(space: PeerSpace, own: number, other: number): readonly PeerPart[] {
  const { variables, places } = space
  const gaps = new Set(gapsOf(space, own, other))
  const found = variables.flatMap(({ code, weight }, place) => {
    if (gaps.has(place)) return []
    const here = (places[own * variables.length + place] ?? NaN) / Math.sqrt(weight)
    const there = (places[other * variables.length + place] ?? NaN) / Math.sqrt(weight)
    return [{ variable: code, own: here, other: there, square: weight * (here - there) ** 2 }]
  })
  const total = found.reduce((sum, { square }) => sum + square, 0)
  return found
    .map(({ square, ...part }) => ({ ...part, share: total === 0 ? 0 : square / total }))
    .toSorted((one, next) => next.share - one.share)
}
