import { drawBelow, drawFrom } from './chance.ts'
import { knownYears, theilSen } from './trend.ts'
import type { YearSeries } from './trend.ts'

/** When the one that is behind reaches the other, if both go on as they have. A projection, never a promise. */
export type CatchUp = {
  readonly behind: 'own' | 'peer' | 'neither'
  /** Last year that both have. */
  readonly from: number
  readonly years: number
  /** From where they stand, by the slopes; absent when the distance does not shrink. */
  readonly at?: number
  /** Ends of the interval; the latest is absent when in too many of the draws they never meet. */
  readonly earliest?: number
  readonly latest?: number
  /** Share of draws in which the order has changed within the horizon. The back-test shows that it is no probability. */
  readonly share: number
  readonly slopes: Slopes
}

export type CatchUpChoice = {
  readonly better: 'higher' | 'lower'
  readonly seed: number
  /** Years to look ahead. */
  readonly horizon: number
  /** 500 unless given. */
  readonly draws?: number
  /** 0.8 unless given. */
  readonly confidence?: number
}

/** Years both must have: fewer give no line worth drawing. */
const leastYears = 4

type Pair = { readonly year: number; readonly own: number; readonly peer: number }

/**
 * Projects two units from where they stand by the slopes of Theil and Sen, with an interval by drawing years anew. Undefined
 * under four years that both have.
 */
export function projectCatchUp(
  own: YearSeries,
  peer: YearSeries,
  choice: CatchUpChoice,
): CatchUp | undefined {
  const others = new Map(knownYears(peer).map(({ year, value }) => [year, value]))
  const pairs = knownYears(own).flatMap(({ year, value }): readonly Pair[] => {
    const other = others.get(year)
    return other === undefined ? [] : [{ year, own: value, peer: other }]
  })
  const last = pairs.at(-1)
  const slopes = slopesOf(pairs)
  if (last === undefined || slopes === undefined || pairs.length < leastYears) return undefined
  const sign = choice.better === 'higher' ? 1 : -1
  const lead = sign * (last.peer - last.own)
  const facts = { from: last.year, years: pairs.length, slopes }
  if (lead === 0) return { behind: 'neither', share: 0, ...facts }
  const order: Order = { behind: lead > 0 ? 'own' : 'peer', from: last.year, distance: Math.abs(lead), sign }
  const dates = drawDates(pairs, order, choice)
  const tail = (1 - (choice.confidence ?? 0.8)) / 2
  return {
    behind: order.behind,
    ...facts,
    ...fieldOf('at', meetingOf(slopes, order)),
    ...fieldOf('earliest', rankedAt(dates, tail)),
    ...fieldOf('latest', rankedAt(dates, 1 - tail)),
    share: dates.filter((date) => date <= last.year + choice.horizon).length / Math.max(1, dates.length),
  }
}

type Slopes = { readonly own: number; readonly peer: number }

function slopesOf(pairs: readonly Pair[]): Slopes | undefined {
  const own = theilSen(pairs.map(({ year, own: value }) => ({ year, value })))
  const peer = theilSen(pairs.map(({ year, peer: value }) => ({ year, value })))
  return own === undefined || peer === undefined ? undefined : { own: own.slope, peer: peer.slope }
}

type Order = {
  readonly behind: 'own' | 'peer'
  readonly from: number
  /** Above 0. */
  readonly distance: number
  readonly sign: number
}

/** When the one behind is level; infinite when it does not come nearer. */
function meetingOf({ own, peer }: Slopes, { behind, from, distance, sign }: Order): number {
  const closing = sign * (behind === 'own' ? own - peer : peer - own)
  return closing > 0 ? from + distance / closing : Infinity
}

/** Dates of as many draws of the years, in order. Draws of a single year have no slope and are left out. */
function drawDates(pairs: readonly Pair[], order: Order, choice: CatchUpChoice): readonly number[] {
  const next = drawFrom(choice.seed)
  const dates: number[] = []
  for (let draw = 0; draw < (choice.draws ?? 500); draw++) {
    const drawn = pairs.flatMap(() => pairs[drawBelow(pairs.length, next)] ?? [])
    const slopes = slopesOf(drawn)
    if (slopes !== undefined) dates.push(meetingOf(slopes, order))
  }
  return dates.toSorted((one, other) => one - other)
}

function rankedAt(dates: readonly number[], share: number): number {
  return dates[Math.min(dates.length - 1, Math.floor(share * dates.length))] ?? Infinity
}

function fieldOf<Name extends string>(name: Name, date: number): { readonly [key in Name]?: number } {
  const fields: { [key in Name]?: number } = {}
  if (Number.isFinite(date)) fields[name] = date
  return fields
}
