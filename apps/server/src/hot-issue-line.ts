import { dateAt, formatInstant, instantOf, millisecondsPerDay } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import type { StoredIssue } from '@duibiao/store'
import { growthStep, heatOf } from '@duibiao/triage'
import type { HeatFacts, HeatTerm } from '@duibiao/triage'
import { defined } from './defined.ts'
import type { KeptRule } from './hot-issue-rule.ts'
import type { Tenant } from './tenant.ts'

/** Reports older than this make no issue hot. */
export const heatSpan = 365 * millisecondsPerDay

/** What is known of an issue, as the formula takes it. */
function factsOf(issue: StoredIssue, now: Instant): HeatFacts {
  const { people, peopleThisWeek, peopleLastWeek, likes, newestAt } = issue
  return {
    people,
    peopleThisWeek,
    peopleLastWeek,
    likes,
    quietDays: Math.max(0, (now - newestAt) / millisecondsPerDay),
  }
}

/** An issue in the form of the contract. */
export function issueLine(
  tenant: Pick<Tenant, 'now' | 'registry'>,
  found: StoredIssue,
  { formula }: Pick<KeptRule, 'formula'>,
) {
  const { heat, terms } = heatOf(factsOf(found, tenant.now()), formula)
  const areas = tenant.registry.state().area
  return {
    issue: found.issue,
    name: nameOf(found),
    is_named: found.name !== undefined,
    number: found.middle.number,
    matters: found.matters,
    open: found.open,
    people: found.people,
    people_this_week: found.peopleThisWeek,
    people_last_week: found.peopleLastWeek,
    likes: found.likes,
    first_at: formatInstant(found.firstAt),
    last_at: formatInstant(found.lastAt),
    areas: found.areas.map((area) => ({ area, ...defined({ name: areas.get(area)?.name }) })),
    heat,
    terms: termsOf(terms),
    ...defined({ place: found.place && { ...found.place } }),
  }
}

/** As a person called it, else the title of its middle report. */
function nameOf({ name, middle }: Pick<StoredIssue, 'name' | 'middle'>): string {
  return name ?? (middle.title === '' ? middle.number : middle.title)
}

function termsOf(terms: readonly HeatTerm[]) {
  function valueOf(kind: HeatTerm['kind']): number {
    return terms.find((term) => term.kind === kind)?.value ?? 0
  }
  return {
    people: valueOf('people'),
    growth: valueOf('growth'),
    likes: valueOf('likes'),
    recency: valueOf('recency'),
  }
}

/** New people by the day, in the calendar of the district. */
export function daysOf(tenant: Pick<Tenant, 'calendar'>, firsts: readonly Instant[]) {
  const counts = new Map<string, number>()
  for (const at of firsts) {
    const day = dateAt(at, tenant.calendar())
    counts.set(day, (counts.get(day) ?? 0) + 1)
  }
  return [...counts]
    .map(([day, people]) => ({ day, people }))
    .toSorted((one, other) => (one.day < other.day ? -1 : 1))
}

type Rule = Pick<KeptRule, 'formula' | 'alert'>

/** What another rule would make of issues: their heat, their places in the list, and the steps of growth. */
export function compareRules(
  issues: readonly {
    readonly found: StoredIssue
    readonly peopleInDays: readonly [now: number, byTheOther: number]
  }[],
  { now, rule, other }: { readonly now: Instant; readonly rule: Rule; readonly other: Rule },
) {
  const rows = issues.map(({ found, peopleInDays: [before, after] }) => ({
    issue: found.issue,
    name: nameOf(found),
    heat: heatOf(factsOf(found, now), rule.formula).heat,
    heat_then: heatOf(factsOf(found, now), other.formula).heat,
    step: growthStep(before, rule.alert),
    step_then: growthStep(after, other.alert),
  }))
  const ranks = rankOf(rows.map(({ issue, heat }) => [issue, heat]))
  const ranksThen = rankOf(rows.map(({ issue, heat_then: heat }) => [issue, heat]))
  return rows
    .map((row) => ({ ...row, rank: ranks.get(row.issue) ?? 1, rank_then: ranksThen.get(row.issue) ?? 1 }))
    .toSorted((one, other) => one.rank_then - other.rank_then)
}

function rankOf(heats: readonly (readonly [issue: string, heat: number])[]): ReadonlyMap<string, number> {
  const ordered = heats.toSorted(([one, heat], [other, more]) => more - heat || (one < other ? -1 : 1))
  return new Map(ordered.map(([issue], index) => [issue, index + 1]))
}

/** From when on people count for an alert. */
export function alertSince(now: Instant, { alert }: Pick<Rule, 'alert'>): Instant {
  return instantOf(Math.max(0, now - alert.days * millisecondsPerDay))
}
