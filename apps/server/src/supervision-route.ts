import { AppError, instantOf, parseLegalDate } from '@duibiao/base'
import { countOrders, listOrders, readLadder, readWeek, weekParts } from '@duibiao/contract'
import { readRecorded } from '@duibiao/store'
import { defined } from './defined.ts'
import { accessMatter, matterIdIn } from './matter-access.ts'
import { permissions } from './policy.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import {
  colourOf,
  endedFrom,
  isDueSoon,
  isInWeek,
  isOverdue,
  isPending,
  orderOf,
  readOrders,
  selectOrders,
  weekOf,
} from './supervision-book.ts'
import type { Order, OrderQuery } from './supervision-book.ts'
import { exportRoute } from './supervision-export.ts'
import { colourName, kindOf, officeName, orderLine, personName } from './supervision-line.ts'
import { sheetRoute } from './supervision-sheet.ts'
import type { Tenant } from './tenant.ts'

/** The board of orders of supervision (督查台), its weekly sheet, and the ladder of one order. */
export const supervisionRoutes: readonly Route[] = [
  route(listOrders, async (asking) => {
    const { tenant, caller } = asking
    const { after, limit = 50, fields: _, ...query } = asking.query
    const orders = await read(asking, query)
    const from = after === undefined ? 0 : orders.findIndex(({ matter }) => matter.matter === after) + 1
    if (after !== undefined && from === 0) throw new AppError('request_malformed', { reason: '/query/after' })
    const page = orders.slice(from, from + limit)
    const last = orders.length > from + limit ? page.at(-1) : undefined
    const rows = page.map((order) => orderLine(tenant, caller, order))
    return { value: { rows, ...(last !== undefined && { next: last.matter.matter }) } }
  }),
  route(countOrders, async (asking) => {
    const { tenant, query } = asking
    return { value: countsOf(tenant, await read(asking, query)) }
  }),
  route(readWeek, async ({ tenant, caller, params }) => {
    const week = weekOf(tenant, parseLegalDate(params.day))
    const permission = permissions['supervision.week']
    const orders = await readOrders(tenant, caller, { permission, endedFrom: week.begin })
    const offices = byOffice(orders).map(([office, own]) => ({
      ...defined({ office, name: office === undefined ? undefined : officeName(tenant, office) }),
      ...partsOf(tenant, own, week),
    }))
    const told = offices.filter((row) => weekParts.some((part) => row[part] > 0))
    return { value: { from: week.from, to: week.to, ...partsOf(tenant, orders, week), offices: told } }
  }),
  sheetRoute,
  exportRoute,
  route(readLadder, async ({ tenant, caller, params }) => {
    const { found } = await accessMatter(tenant, caller, matterIdIn(params.matter))
    const [recorded] = await readRecorded(tenant.database, tenant.district, [found.matter])
    const order = recorded && orderOf(tenant, recorded).order
    return { value: order === undefined ? {} : { order: orderLine(tenant, caller, order) } }
  }),
]

async function read(
  { tenant, caller }: Pick<Asking, 'tenant' | 'caller'>,
  query: OrderQuery,
): Promise<readonly Order[]> {
  const permission = permissions['supervision.list']
  const orders = await readOrders(tenant, caller, { permission, endedFrom: endedFrom(tenant, query) })
  return selectOrders(tenant, orders, query)
}

/** Orders by the office that leads, those with most of them first; last those that nobody leads yet. */
function byOffice(
  orders: readonly Order[],
): readonly (readonly [office: string | undefined, orders: readonly Order[]])[] {
  return [...Map.groupBy(orders, ({ matter }) => matter.office)].toSorted(
    ([one, a], [other, b]) =>
      Number(one === undefined) - Number(other === undefined) ||
      b.length - a.length ||
      (String(one) < String(other) ? -1 : 1),
  )
}

function countsOf(tenant: Tenant, orders: readonly Order[]) {
  const colours = coloursOf(orders)
  const kinds = Map.groupBy(orders, ({ matter }) => matter.category)
  const leaders = Map.groupBy(orders, ({ leader }) => leader)
  return {
    ...tally(tenant, orders, colours),
    offices: byOffice(orders).map(([office, own]) => ({
      ...defined({ office, name: office === undefined ? undefined : officeName(tenant, office) }),
      ...tally(tenant, own, colours),
    })),
    kinds: [...kinds].flatMap(([kind, [first, ...rest]]) =>
      kind === undefined || first === undefined
        ? []
        : [{ ...kindOf(first.pack, kind), count: rest.length + 1 }],
    ),
    leaders: [...leaders].flatMap(([person, own]) =>
      person === undefined ? [] : [{ person, name: personName(tenant, person), count: own.length }],
    ),
  }
}

type Colours = ReturnType<typeof coloursOf>

/** The colours that packs of these orders know, from the mildest on. */
function coloursOf(orders: readonly Order[]) {
  const known = orders.flatMap(({ pack, supervision }) =>
    Object.keys(supervision.ladder.colours).map((colour) => [colour, colourName(pack, colour)] as const),
  )
  return new Map(known)
}

function tally(tenant: Tenant, orders: readonly Order[], colours: Colours) {
  const now = tenant.now()
  function count(colour: string | undefined): number {
    return orders.filter((order) => colourOf(order) === colour).length
  }
  return {
    open: orders.filter(isPending).length,
    overdue: orders.filter((order) => isOverdue(order, now)).length,
    due_soon: orders.filter((order) => isDueSoon(order, now)).length,
    colours: [
      { count: count(undefined) },
      ...[...colours].map(([colour, name]) => ({ colour, name, count: count(colour) })),
    ],
  }
}

function partsOf(tenant: Tenant, orders: readonly Order[], week: ReturnType<typeof weekOf>) {
  const now = instantOf(tenant.now())
  const [due, overdue, done, returned] = weekParts.map(
    (part) => orders.filter((order) => isInWeek(order, part, { week, now })).length,
  )
  return { due: due ?? 0, overdue: overdue ?? 0, done: done ?? 0, returned: returned ?? 0 }
}
