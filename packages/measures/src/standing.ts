import { countFault, differ, rateInterval, wilson } from './interval.ts'
import type { Count, CountFault, Interval } from './interval.ts'
import { funnelClass, openFunnel } from './funnel.ts'
import type { Funnel, FunnelClass } from './funnel.ts'
import type { DispersionMethod } from './over-dispersion.ts'
import { shrinkAll } from './shrinkage.ts'
import type { ShrunkValue } from './shrinkage.ts'

/** A unit with its cases. `name` is what it is called in the list; units are ranked within their group. */
export type CountedUnit = Count & { readonly name: string; readonly group?: string }

/** Why a place in the list proves little. */
export type StandingFlag = 'few_cases' | 'inside_limits' | 'same_as_neighbour' | 'tied' | 'at_ceiling'

/** The place of a unit and everything that must be said beside it. */
export type Standing = {
  readonly name: string
  readonly group: string
  /** 1 is the best; ties share the lowest number. */
  readonly rank: number
  /** How many others share the rank. */
  readonly tied: number
  /** Cases of a proportion are its denominator, those of a rate its numerator. */
  readonly cases: number
  readonly interval: Interval
  readonly shrunk: ShrunkValue
  readonly funnel: FunnelClass
  /** Whether it differs from the next better and the next worse unit; undefined where there is none. */
  readonly differsFromBetter: boolean | undefined
  readonly differsFromWorse: boolean | undefined
  readonly flags: readonly StandingFlag[]
  /** Whether a list of the first or last may name it without a person's look: enough cases, and outside the inner limits. */
  readonly mayBeNamed: boolean
}

export type StandingList = {
  readonly standings: readonly Standing[]
  /** Units in which nothing fell due: listed, not ranked. */
  readonly withoutCases: readonly string[]
  /** Units whose numbers cannot be. */
  readonly faults: readonly { readonly name: string; readonly fault: CountFault }[]
  /** Groups in which a fifth of the units or more stand at the best possible value: the measure no longer tells them apart. */
  readonly ceilings: readonly { readonly group: string; readonly atCeiling: number; readonly units: number }[]
}

export type StandingChoice = {
  readonly kind: 'proportion' | 'rate'
  readonly better: 'higher' | 'lower'
  readonly confidence?: number
  /** Cases below which a unit is flagged; 30 unless given. Of a rate those count that are to be expected of so many people. */
  readonly enough?: number
  readonly dispersion?: DispersionMethod
}

/** Ranks units within their groups with what makes the ranking honest: intervals, limits, ties, ceilings, few or no cases. */
export function rankHonestly(units: readonly CountedUnit[], choice: StandingChoice): StandingList {
  const faulty = units.map((unit) => ({ unit, fault: countFault(unit, choice.kind) }))
  const groups = Map.groupBy(
    faulty.flatMap(({ unit, fault }) => (fault === undefined ? [unit] : [])),
    ({ group }) => group ?? '',
  )
  const ranked = [...groups].map(([group, members]) => ({
    group,
    standings: rankGroup(group, members, choice),
  }))
  return {
    standings: ranked.flatMap(({ standings }) => standings),
    withoutCases: faulty.flatMap(({ unit, fault }) => (fault === 'no_cases' ? [unit.name] : [])),
    faults: faulty.flatMap(({ unit, fault }) =>
      fault === undefined || fault === 'no_cases' ? [] : [{ name: unit.name, fault }],
    ),
    ceilings: ranked.flatMap(({ group, standings }) => {
      const atCeiling = standings.filter(({ flags }) => flags.includes('at_ceiling')).length
      const isCeiling = atCeiling > 1 && atCeiling * 5 >= standings.length
      return isCeiling ? [{ group, atCeiling, units: standings.length }] : []
    }),
  }
}

/**
 * A score as cases: the share of the full mark that was reached, over so many orders. A mean of marks between nothing and full
 * never spreads more than a proportion does, so limits are on the safe side.
 */
export function countOfScore(score: {
  readonly score: number
  readonly fullMark: number
  readonly orders: number
}): Count {
  return { numerator: (score.score / score.fullMark) * score.orders, denominator: score.orders }
}

type Ranked = {
  readonly unit: CountedUnit
  readonly interval: Interval
  /** The value to twelve digits: scores that are made counts and values again differ beyond that. */
  readonly value: number
  readonly shrunk: ShrunkValue
}

function rankGroup(
  group: string,
  members: readonly CountedUnit[],
  choice: StandingChoice,
): readonly Standing[] {
  const { kind, better, confidence = 0.95, dispersion = 'none' } = choice
  const funnel = openFunnel(members, { kind, dispersion })
  const shrunk = shrinkAll(members, kind)
  const ranked = members
    .flatMap((unit, index): readonly Ranked[] => {
      const interval = kind === 'proportion' ? wilson(unit, confidence) : rateInterval(unit, { confidence })
      const drawn = shrunk[index]
      if (interval === undefined || drawn === undefined) return []
      return [{ unit, interval, value: Number(interval.value.toPrecision(12)), shrunk: drawn }]
    })
    .toSorted((one, other) => {
      const gap = one.value - other.value
      const order = better === 'higher' ? -gap : gap
      return order === 0 ? compareNames(one.unit.name, other.unit.name) : order
    })
  return funnel === undefined ? [] : ranked.map((one) => standingOf(one, { ranked, funnel, group, choice }))
}

function standingOf(
  one: Ranked,
  {
    ranked,
    funnel,
    group,
    choice,
  }: {
    readonly ranked: readonly Ranked[]
    readonly funnel: Funnel
    readonly group: string
    readonly choice: StandingChoice
  },
): Standing {
  const { unit, interval, shrunk } = one
  const sameValue = ranked.filter(({ value }) => value === one.value)
  const first = ranked.findIndex(({ value }) => value === one.value)
  const before = ranked[first - 1]
  const after = ranked[first + sameValue.length]
  const place = funnelClass(funnel, unit) ?? 'inside'
  const differsFromBetter = before === undefined ? undefined : differ(interval, before.interval)
  const differsFromWorse = after === undefined ? undefined : differ(interval, after.interval)
  const expected = choice.kind === 'rate' ? funnel.centre * unit.denominator : unit.denominator
  const isFew = expected < (choice.enough ?? 30)
  const best = choice.better === 'lower' ? 0 : choice.kind === 'proportion' ? 1 : Infinity
  const flags: readonly [StandingFlag, boolean][] = [
    ['few_cases', isFew],
    ['inside_limits', place === 'inside'],
    ['same_as_neighbour', differsFromBetter === false || differsFromWorse === false],
    ['tied', sameValue.length > 1],
    ['at_ceiling', one.value === best],
  ]
  return {
    name: unit.name,
    group,
    rank: first + 1,
    tied: sameValue.length - 1,
    cases: choice.kind === 'rate' ? unit.numerator : unit.denominator,
    interval,
    shrunk,
    funnel: place,
    differsFromBetter,
    differsFromWorse,
    flags: flags.flatMap(([flag, holds]) => (holds ? [flag] : [])),
    mayBeNamed: !isFew && place !== 'inside',
  }
}

/** By code units, so that the order is the same on every machine. */
function compareNames(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
