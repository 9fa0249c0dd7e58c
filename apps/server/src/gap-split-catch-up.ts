import type { AnswerOf, projectCatchUp } from '@duibiao/contract'
import { trendClass } from '@duibiao/measures'
import type { BackTest, CatchUp, TrendClass, YearValue } from '@duibiao/measures'
import type { CatchUpOrder } from './gap-split-work.ts'
import type { PeerAside } from './peer-aside.ts'
import { loadYears, nameUnits } from './peer-observation.ts'
import { unitFault } from './peer-work.ts'
import { refuseFor } from './recipe-refusal.ts'
import type { Asking } from './route.ts'

/** Years looked ahead when not said. */
const usualHorizon = 5
/** Others by which the projection is judged: enough for a rate, few enough to be computed while somebody waits. */
const mostJudged = 100
/** The same question has the same answer. */
const seed = 20_260_101

/**
 * When one place catches the other up, their trends, and how earlier projections fared.
 * @throws AppError `gap_refused` with every fault, `ranking_too_long`, `server_busy`
 */
export async function projectPair(
  asking: Asking<typeof projectCatchUp>,
  aside: PeerAside,
): Promise<AnswerOf<typeof projectCatchUp>> {
  const { tenant, body, language } = asking
  const { units, indicator, better, own, peer } = body
  const found = await loadYears(tenant, { units, indicator })
  const strangers = [own, peer].filter((unit) => !found.series.has(unit)).map(unitFault)
  const faults = found.faults.length > 0 ? found.faults : strangers
  if (faults.length > 0) throw refuseFor('gap_refused', faults, language)
  const here = knownIn(found.series.get(own))
  const there = knownIn(found.series.get(peer))
  const horizon = body.horizon ?? usualHorizon
  const tested = testSpan(here, horizon)
  const choice = { better, seed, horizon }
  const test = { ...choice, horizon: tested.horizon }
  const others = spread([...found.series].filter(([unit]) => unit !== own).map(([, years]) => years))
  const order: CatchUpOrder = { own: here, peer: there, others, until: tested.until, choice, test }
  const answer = await aside('catch_up', order)
  const goal = body.goal ?? usualGoal({ here, there, better, horizon })
  const named = await nameUnits(tenant, { units }, [own, peer])
  return {
    own: { ...named(own), rows: [...here], trend: trendTo(here, goal, better) },
    peer: { ...named(peer), rows: [...there], trend: trendTo(there, goal, better) },
    goal: goal ?? null,
    catch_up: answer.projected === undefined ? null : catchUpLine(answer.projected),
    back_test: testLine(answer.test, tested),
    findings: [],
  }
}

type Known = readonly { readonly year: number; readonly value: number }[]

/** The years that have a value, in order. */
function knownIn(series: readonly YearValue[] = []): Known {
  return series
    .flatMap(({ year, value }) => (value === undefined ? [] : [{ year, value }]))
    .toSorted((one, other) => one.year - other.year)
}

interface TestSpan {
  /** Last year that is looked at; undefined where the years do not reach back so far. */
  readonly until: number | undefined
  readonly horizon: number
}

/** As far back as was asked to look ahead, or as far as four years leave room for. */
function testSpan(years: Known, horizon: number): TestSpan {
  const [fourth, last] = [years[3], years.at(-1)]
  const room = fourth === undefined || last === undefined ? 0 : last.year - fourth.year
  const tested = Math.min(horizon, room)
  return { until: last === undefined || tested < 1 ? undefined : last.year - tested, horizon: tested }
}

/** So many at most, evenly from all. */
function spread(all: readonly (readonly YearValue[])[]): readonly (readonly YearValue[])[] {
  const step = Math.max(1, all.length / mostJudged)
  return Array.from(
    { length: Math.min(all.length, mostJudged) },
    (_, place) => all[Math.floor(place * step)] ?? [],
  )
}

/** The last value of whoever is ahead, at the horizon. */
function usualGoal({
  here,
  there,
  better,
  horizon,
}: {
  readonly here: Known
  readonly there: Known
  readonly better: 'higher' | 'lower'
  readonly horizon: number
}): { readonly value: number; readonly year: number } | undefined {
  const [own, other] = [here.at(-1), there.at(-1)]
  if (own === undefined || other === undefined) return undefined
  const value = (better === 'higher' ? Math.max : Math.min)(own.value, other.value)
  return { value, year: Math.max(own.year, other.year) + horizon }
}

/** The pace so far against the pace needed; null where there is no goal or no pace. */
function trendTo(
  rows: Known,
  goal: { readonly value: number; readonly year: number } | undefined,
  better: 'higher' | 'lower',
): TrendClass | null {
  const [first, last] = [rows[0], rows.at(-1)]
  if (goal === undefined || first === undefined || last === undefined) return null
  return trendClass({ first, last, goal: goal.value, goalYear: goal.year, better }) ?? null
}

function catchUpLine({ behind, from, years, at, earliest, latest, share, slopes }: CatchUp) {
  const dates = { at: at ?? null, earliest: earliest ?? null, latest: latest ?? null }
  return { behind, from, years, ...dates, share, slopes: { ...slopes } }
}

function testLine(
  { asked, said, saidAndCame, unsaid, unsaidButCame }: BackTest,
  { until, horizon }: TestSpan,
) {
  return {
    until: until ?? null,
    horizon,
    asked,
    said,
    said_and_came: saidAndCame,
    unsaid,
    unsaid_but_came: unsaidButCame,
  }
}
