import { AppError, formatInstant, instantOf, parseMatterId, uuidOf } from '@duibiao/base'
import {
  keepHotRule,
  listHotIssues,
  nameHotIssue,
  placeHotReports,
  previewHotRule,
  readHotIssue,
  readHotRule,
} from '@duibiao/contract'
import * as store from '@duibiao/store'
import type { StoredIssue } from '@duibiao/store'
import { changeAudited } from './audit.ts'
import type { Caller } from './caller.ts'
import { defined } from './defined.ts'
import { alertSince, compareRules, daysOf, heatSpan, issueLine } from './hot-issue-line.ts'
import { hotRuleOf, ruleIn, ruleLine } from './hot-issue-rule.ts'
import { permissions } from './policy.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import { requirePerson } from './session-route.ts'
import { sightOf } from './sight.ts'
import type { Tenant } from './tenant.ts'

/** Issues that are reckoned; those with most people come first, and of so many the hottest is among them. */
const mostIssues = 2000
const mostReports = 500
const mostVoices = 20_000
/** Issues that a preview of a rule compares. */
const previewed = 50

/** Hot issues: what many people report, how it grows, and by which formula it is hot. */
export const hotIssueRoutes: readonly Route[] = [
  route(listHotIssues, async ({ tenant, caller, query }) => {
    const { area, least_people: leastPeople = 2, limit = 50 } = query
    const rule = await hotRuleOf(tenant)
    const found = await issuesOf(tenant, caller, { leastPeople, ...defined({ area }) })
    const rows = found
      .map((issue) => issueLine(tenant, issue, rule))
      .toSorted((one, other) => other.heat - one.heat || (one.issue < other.issue ? -1 : 1))
      .slice(0, limit)
    return { value: { rows } }
  }),
  route(readHotIssue, async ({ tenant, caller, params: { issue } }) => {
    const { database, district } = tenant
    const found = await requireIssue(tenant, caller, issue)
    const sight = sightOf(caller, permissions['hot_issue.read'])
    const reports = await store.listIssueReports(database, district, { sight, issue, limit: mostReports })
    const firsts = await store.listFirstVoices(database, district, { sight, issue, limit: mostVoices })
    const areas = tenant.registry.state().area
    const rows = reports.map(
      ({ matter: id, number, title, status, area, at, people, isPlaced: is_placed }) => ({
        id,
        number,
        title,
        status,
        at: formatInstant(at),
        people,
        is_placed,
        ...defined({ area, area_name: area === undefined ? undefined : areas.get(area)?.name }),
      }),
    )
    const line = issueLine(tenant, found, await hotRuleOf(tenant))
    return { value: { ...line, days: daysOf(tenant, firsts), rows } }
  }),
  route(nameHotIssue, async (asking) => {
    const { tenant, caller, params, body } = asking
    const { issue } = params
    await requireIssue(tenant, caller, issue)
    const name = body.name.trim()
    await changeAudited(asking, async (transaction) => {
      await store.nameIssue(transaction, tenant.district, {
        issue,
        name: name === '' ? undefined : name,
        by: requirePerson(caller).person,
        now: tenant.now(),
      })
      return {
        value: undefined,
        act: { kind: 'hot_issue.changed', subject: issue, detail: { act: 'named' } },
      }
    })
    return { value: undefined }
  }),
  route(placeHotReports, async (asking) => ({ value: await place(asking) })),
  route(readHotRule, async ({ tenant }) => {
    const rule = await hotRuleOf(tenant)
    const { version, keptAt } = rule
    const kept_at = keptAt && formatInstant(keptAt)
    return { value: { ...ruleLine(rule), version, ...defined({ kept_at }) } }
  }),
  route(previewHotRule, async (asking) => ({ value: { rows: await preview(asking) } })),
  route(keepHotRule, async (asking) => {
    const { tenant, caller, body } = asking
    const { version: seen, reason, ...rule } = body
    const version = seen + 1
    await changeAudited(asking, async (transaction) => {
      const current = await store.readHotRule(transaction, tenant.district)
      const isKept =
        (current?.version ?? 0) === seen &&
        (await store.keepHotRule(transaction, tenant.district, {
          version,
          rule: JSON.stringify(rule),
          by: requirePerson(caller).person,
          reason,
          now: tenant.now(),
        }))
      if (!isKept) throw new AppError('plan_changed')
      const detail = { what: 'hot_rule', version, reason, rule: JSON.stringify(rule) }
      return { value: undefined, act: { kind: 'settings.changed', detail } }
    })
    return { value: { version } }
  }),
]

interface Wish {
  readonly leastPeople: number
  readonly area?: string
  readonly issue?: string
}

/** Issues as the caller may see them. */
async function issuesOf(
  tenant: Tenant,
  caller: Caller,
  { area, ...wish }: Wish,
): Promise<readonly StoredIssue[]> {
  const { database, district } = tenant
  const now = tenant.now()
  return store.listIssues(database, district, {
    sight: sightOf(caller, permissions['hot_issue.list']),
    now,
    since: instantOf(wish.issue === undefined ? Math.max(0, now - heatSpan) : 0),
    limit: mostIssues,
    ...wish,
    ...defined({ area: area === undefined ? undefined : store.areaSight(area) }),
  })
}

/** @throws AppError `resource_missing` for an issue of which the caller sees nothing */
async function requireIssue(tenant: Tenant, caller: Caller, issue: string): Promise<StoredIssue> {
  const [found] = await issuesOf(tenant, caller, { issue, leastPeople: 1 })
  if (found === undefined) throw new AppError('resource_missing')
  return found
}

/** @throws AppError `resource_missing` for an issue, or a matter in it, that the caller does not see */
async function place(asking: Asking<typeof placeHotReports>) {
  const { tenant, caller, params, body } = asking
  const { database, district, now, random } = tenant
  const { issue } = params
  await requireIssue(tenant, caller, issue)
  if (body.into !== undefined) await requireIssue(tenant, caller, body.into)
  const sight = sightOf(caller, permissions['hot_issue.place'])
  const shown = await store.findSimilar(database, district, { matters: body.matters, sight, person: '' })
  const matters = shown.filter((one) => one.issue === issue).map(({ matter }) => matter)
  if (matters.length !== body.matters.length) throw new AppError('resource_missing')
  const into = body.into ?? uuidOf(now(), random(10))
  await changeAudited(asking, async (transaction) => {
    await store.placeReports(transaction, district, {
      matters: matters.map((matter) => parseMatterId(matter)),
      issue: into,
      by: requirePerson(caller).person,
      now: now(),
    })
    const act = body.into === undefined ? 'split' : 'joined'
    const detail = { act, into, matters: matters.join(' ') }
    return { value: undefined, act: { kind: 'hot_issue.changed', subject: issue, detail } }
  })
  return { issue: into, matters: matters.length }
}

async function preview({ tenant, caller, body }: Asking<typeof previewHotRule>) {
  const { database, district } = tenant
  const now = tenant.now()
  const [rule, other] = [await hotRuleOf(tenant), ruleIn(body)]
  const found = (await issuesOf(tenant, caller, { leastPeople: 2 })).slice(0, previewed)
  const issues = found.map(({ issue }) => issue)
  const before = await store.countVoices(database, district, { issues, since: alertSince(now, rule) })
  const after = await store.countVoices(database, district, { issues, since: alertSince(now, other) })
  function peopleOf(counts: readonly store.IssueCount[], issue: string): number {
    return counts.find((one) => one.issue === issue)?.people ?? 0
  }
  return compareRules(
    found.map((one) => ({
      found: one,
      peopleInDays: [peopleOf(before, one.issue), peopleOf(after, one.issue)],
    })),
    { now, rule, other },
  )
}
