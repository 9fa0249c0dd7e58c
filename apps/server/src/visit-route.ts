import { AppError, parseMatterId } from '@duibiao/base'
import type { MatterId } from '@duibiao/base'
import { listGapWork, listIndicatorNames, listVisitActions, listVisits, readVisit } from '@duibiao/contract'
import { listProcessMatters, listStatisticDefinitions, readLinkedMatters } from '@duibiao/store'
import type { ProcessMatter, Sight } from '@duibiao/store'
import type { BenchmarkRule } from '@duibiao/packfile'
import { defined } from './defined.ts'
import { indicatorsOf } from './indicator-book.ts'
import { accessMatter, matterIdIn, packOf } from './matter-access.ts'
import { ownVariables } from './matter-description.ts'
import { permissions } from './policy.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import { sightOf } from './sight.ts'
import type { Tenant } from './tenant.ts'
import {
  actionLines,
  findingLines,
  namedIndicator,
  numberIn,
  officeIn,
  orderIdsIn,
  orderLine,
  standingOf,
  textIn,
  textsIn,
  visitLine,
} from './visit-line.ts'
import type { HeldMatter, IndicatorNames, Orders } from './visit-line.ts'

/** Study visits (对标考察) with their actions, and gaps that became work. */
export const visitRoutes: readonly Route[] = [
  route(listVisits, async (asking) => {
    const { tenant, query } = asking
    const wish = { kind: 'visit', isOpen: query.open, operation: 'visit.list' } as const
    const { rows, orders, next } = await readListed(asking, wish)
    return { value: { rows: rows.map((visit) => visitLine(tenant, visit, orders)), ...defined({ next }) } }
  }),
  route(listVisitActions, async (asking) => {
    const { tenant, query } = asking
    const wish = { kind: 'visit', isOpen: undefined, operation: 'visit.actions' } as const
    const { rows, orders, next } = await readListed(asking, wish)
    const names = await namesOf(tenant)
    const spellings = spellingsOf(tenant, query.indicator)
    return {
      value: {
        rows: rows.flatMap((visit) =>
          actionLines(tenant, visit, { orders, names }).filter(({ action: { indicator } }) =>
            spellings.includes(indicator?.name.trim() ?? ''),
          ),
        ),
        ...defined({ next }),
      },
    }
  }),
  route(readVisit, async ({ tenant, caller, params }) => {
    const access = await accessMatter(tenant, caller, matterIdIn(params.visit))
    const { found } = access
    const visits = packOf(tenant, access)?.manifest.benchmark?.visit
    if (visits === undefined || tenant.engine.workshop.around.find(found.procedure).id !== visits) {
      throw new AppError('resource_missing')
    }
    const orders = await readOrders(tenant, [found], sightOf(caller, permissions['visit.read']))
    const names = await namesOf(tenant)
    return { value: { ...visitLine(tenant, found, orders), ...visitParts(tenant, found, { orders, names }) } }
  }),
  route(listGapWork, async (asking) => {
    const { tenant, query } = asking
    const { open: isOpen, indicator } = query
    const wish = { kind: 'gap', isOpen, indicator, operation: 'gap_work.list' } as const
    const { rows, orders, next } = await readListed(asking, wish)
    return { value: { rows: rows.map((gap) => gapLine(tenant, gap, orders)), ...defined({ next }) } }
  }),
  route(listIndicatorNames, async ({ tenant }) => {
    const counted = indicatorsOf(tenant).map(({ id, definition: { name } }) => ({ indicator: id, name }))
    const imported = await listStatisticDefinitions(tenant.database, tenant.district)
    const rows = [...counted, ...imported].map(({ indicator, name }) => ({ indicator, name: { ...name } }))
    return { value: { rows } }
  }),
]

interface ListAsking extends Pick<Asking, 'tenant' | 'caller'> {
  readonly query: { readonly after?: string; readonly limit?: number }
}

interface ListWish {
  readonly kind: keyof BenchmarkRule
  /** What the asker must be allowed. */
  readonly operation: 'visit.list' | 'visit.actions' | 'gap_work.list'
  readonly isOpen: boolean | undefined
  readonly indicator?: string | undefined
}

/** A page of visits or gaps that the asker may see, with the orders that came of them: two statements, however many. */
async function readListed(
  { tenant, caller, query }: ListAsking,
  { kind, operation, isOpen, indicator }: ListWish,
) {
  const { database, district } = tenant
  const { after, limit = 50 } = query
  const sight = sightOf(caller, permissions[operation])
  const named = tenant.packs.list().flatMap(({ manifest: { name, benchmark } }) => {
    const process = benchmark?.[kind]
    return process === undefined ? [] : [{ name, process }]
  })
  const found = await listProcessMatters(database, district, {
    packs: named.map(({ name }) => name),
    processes: named.map(({ process }) => process),
    sight,
    isOpen,
    having:
      indicator === undefined ? undefined : { variable: 'indicator', values: spellingsOf(tenant, indicator) },
    after: after === undefined ? undefined : pageAfter(after),
    limit: limit + 1,
  })
  const rows = found.slice(0, limit)
  const next = found.length > limit ? rows.at(-1)?.matter : undefined
  return { rows, orders: await readOrders(tenant, rows, sight), next }
}

/** @throws AppError `request_malformed` */
function pageAfter(after: string): MatterId {
  try {
    return parseMatterId(after)
  } catch (cause) {
    throw new AppError('request_malformed', { reason: '/query/after' }, { cause })
  }
}

async function readOrders(
  { database, district }: Tenant,
  matters: readonly HeldMatter[],
  sight: Sight,
): Promise<Orders> {
  const ids = new Set(matters.flatMap(orderIdsIn).map(parseMatterId))
  const orders = await readLinkedMatters(database, district, { matters: [...ids], sight })
  return new Map(orders.map((order) => [order.matter, order]))
}

/** How forms may name an indicator: as it was asked for, and where it is defined by its id and in either language. */
function spellingsOf(tenant: Tenant, asked: string): readonly string[] {
  const all = indicatorsOf(tenant).map(({ id, definition: { name } }) => [id, name.zh, name.en])
  return all.find((spellings) => spellings.includes(asked)) ?? [asked]
}

/** What indicators are called, in either language, with the ids of those that are counted. */
async function namesOf(tenant: Tenant): Promise<IndicatorNames> {
  const imported = await listStatisticDefinitions(tenant.database, tenant.district)
  return new Map([
    ...imported.flatMap(({ indicator, name }) =>
      [indicator, name.zh, name.en].map((one) => [one, undefined] as const),
    ),
    ...indicatorsOf(tenant).flatMap(({ id, definition: { name } }) =>
      [id, name.zh, name.en].map((one) => [one, id] as const),
    ),
  ])
}

/** What the page of a visit shows besides its line. */
function visitParts(
  tenant: Tenant,
  visit: HeldMatter,
  { orders, names }: { readonly orders: Orders; readonly names: IndicatorNames },
) {
  const variables = ownVariables(visit.data)
  const seen = textsIn(variables, 'sites_seen')
  return {
    findings: [...findingLines(tenant, visit, { orders, names })],
    sites: seen.length > 0 ? seen : textsIn(variables, 'sites'),
    indicators: textsIn(variables, 'indicators').map((name) => namedIndicator(name, names)),
    questions: textsIn(variables, 'questions'),
    results: textsIn(variables, 'visit_results'),
    ...defined({
      members: numberIn(variables, 'members'),
      hosts: textIn(variables, 'hosts'),
      letter: textIn(variables, 'letter'),
      budget: numberIn(variables, 'budget'),
      cost: numberIn(variables, 'cost'),
      note: textIn(variables, 'visit_note'),
      overall: textIn(variables, 'report_overall'),
      gaps: textIn(variables, 'report_gaps'),
      summary: textIn(variables, 'visit_summary'),
    }),
  }
}

const betters = ['higher', 'lower'] as const

function gapLine(tenant: Tenant, gap: ProcessMatter, orders: Orders) {
  const variables = ownVariables(gap.data)
  const order = orderIdsIn(gap)
    .flatMap((id) => orders.get(id) ?? [])
    .at(-1)
  return {
    id: gap.matter,
    number: gap.number,
    title: textIn(variables, 'gap_title') ?? gap.title,
    indicator: textIn(variables, 'indicator') ?? '',
    ...standingOf(tenant, gap),
    ...defined({
      better: betters.find((one) => one === variables['better']),
      period: textIn(variables, 'value_period'),
      own_value: numberIn(variables, 'own_value'),
      peer: textIn(variables, 'peer'),
      peer_value: numberIn(variables, 'peer_value'),
      target_value: numberIn(variables, 'target_value'),
      value_unit: textIn(variables, 'value_unit'),
      by_when: textIn(variables, 'by_when'),
      owner: officeIn(tenant, variables, 'gap_unit'),
      reached_value: numberIn(variables, 'reached_value'),
      order: order && orderLine(tenant, order),
    }),
  }
}
