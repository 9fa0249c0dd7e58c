import { AppError, formatError } from '@duibiao/base'
import { checkDuty as checkDutyOperation, listDuties, listItems, readItem } from '@duibiao/contract'
import { checkDuty, isValidOn } from '@duibiao/registry'
import type { DutyRow, Item, Office } from '@duibiao/registry'
import { dutyListOf, findItemCode, refusalOf } from './duty-lookup.ts'
import { isWanted, orderRows, readPage } from './list-page.ts'
import { dutyLine, itemLine } from './registry-line.ts'
import { readForAnswer } from './registry-reading.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'

/** Of an item all versions stand together, the oldest first. */
function itemKey({ code, version }: Item): string {
  return `${code} ${String(version).padStart(9, '0')}`
}

/** The catalogue of items, and the duties of streets and communities. */
export const itemRoutes: readonly Route[] = [
  route(listItems, async ({ tenant, query }) => {
    const { state, on, tag } = await readForAnswer(tenant, { parts: ['item'], on: query.on })
    const { all = false, code = '', kind, office, name } = query
    const { rows, ...rest } = readPage<Item>({
      rows: orderRows(state.item, itemKey),
      keyOf: itemKey,
      accepts: (item) =>
        (all || isValidOn(item, on)) &&
        item.code.startsWith(code) &&
        isWanted(kind, item.kind) &&
        isWanted(office, item.office) &&
        (name === undefined || item.name.includes(name)),
      after: query.after,
      limit: query.limit,
    })
    return { value: { rows: rows.map(itemLine), ...rest }, tag }
  }),
  route(readItem, async ({ tenant, params }) => {
    const { state, tag } = await readForAnswer(tenant, { parts: ['item'] })
    const versions = orderRows(state.item, itemKey).filter(({ code }) => code === params.item)
    if (versions.length === 0) throw new AppError('resource_missing')
    return { value: { rows: versions.toReversed().map(itemLine) }, tag }
  }),
  route(listDuties, async ({ tenant, query }) => {
    const { state, on, tag } = await readForAnswer(tenant, { parts: ['duty', 'office'], on: query.on })
    const { all = false, id: wanted, item, list, kind, name } = query
    const office = query.office === undefined ? undefined : state.office.get(query.office)
    if (query.office !== undefined && office === undefined) return { value: { rows: [] }, tag }
    const { rows, ...rest } = readPage<DutyRow>({
      rows: orderRows(state.duty, ({ id }) => id),
      keyOf: ({ id }) => id,
      accepts: (row) =>
        (all || isValidOn(row, on)) &&
        isWanted(wanted, row.id) &&
        isWanted(item, row.item) &&
        isWanted(list, row.list) &&
        isWanted(kind, row.kind) &&
        (office === undefined || binds(row, office)) &&
        (name === undefined || row.name.includes(name)),
      after: query.after,
      limit: query.limit,
    })
    return { value: { rows: rows.map(dutyLine), ...rest }, tag }
  }),
  route(checkDutyOperation, async ({ tenant, query, language }) => {
    const parts = ['duty', 'office', 'item'] as const
    const { state, on, tag } = await readForAnswer(tenant, { parts, on: query.on, variant: language })
    const office = state.office.get(query.office)
    if (office === undefined) throw new AppError('resource_missing')
    const item = findItemCode(state, query.item) ?? query.item
    const answer = checkDuty(dutyListOf(state), { office, item, as: query.as ?? 'lead', on })
    const row = answer.row === undefined ? {} : { row: dutyLine(answer.row) }
    if (answer.ok) {
      const act = answer.act === undefined ? {} : { act: answer.act }
      return { value: { is_allowed: true, ...row, ...act }, tag }
    }
    const reason = formatError(refusalOf(state, { office, item }, answer), language)
    const next = { ...answer.next }
    return { value: { is_allowed: false, ...row, code: answer.code, reason, next }, tag }
  }),
]

/** Whether a row of a list is about an office: about it alone, or about all of its kind. */
function binds({ list, office: own }: DutyRow, { id, kind }: Office): boolean {
  const wanted = kind === 'community' ? 'community' : kind === 'street_office' ? 'street' : undefined
  return list === wanted && (own === undefined || own === id)
}
