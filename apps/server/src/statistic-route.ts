import { AppError, formatInstant } from '@duibiao/base'
import {
  importStatistics,
  keepStatisticPlan,
  listStatisticImports,
  listStatisticIndicators,
  listStatisticRevisions,
  listStatisticValues,
  readStatisticImport,
  withdrawStatistics,
} from '@duibiao/contract'
import type { AnswerOf, StatisticFault } from '@duibiao/contract'
import { readStatisticsPlan } from '@duibiao/packfile'
import * as store from '@duibiao/store'
import type { KeptImport, StatisticImport, StatisticUnits } from '@duibiao/store'
import type { Static } from 'typebox'
import { changeAudited } from './audit.ts'
import { defined } from './defined.ts'
import type { Limits } from './limit.ts'
import { readCursor, writeCursor } from './list-page.ts'
import { listNames } from './observation-name.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import { requirePerson } from './session-route.ts'
import { requirePlan } from './statistic-division-route.ts'
import { findingIn, tellFindings } from './statistic-finding.ts'
import { applyStatistics, digestOfPlan, planStatistics } from './statistic-import.ts'
import type { PlannedStatistics } from './statistic-import.ts'
import { readWithdrawals, withdraw } from './statistic-withdrawal.ts'
import type { Tenant } from './tenant.ts'
import { readUpload } from './upload.ts'

/** What the routes of statistics are made with. */
export interface StatisticRouteParts {
  readonly config: { readonly limits: Pick<Limits, 'fileBytes'> }
}

/** A plan is a page or some, never a book. */
const planBytes = 1024 * 1024

/** 统计数据: tables that analysts bring in, what was wrong with them, and the values with their revisions. */
export function makeStatisticRoutes({ config }: StatisticRouteParts): readonly Route[] {
  const { fileBytes } = config.limits
  return [
    route(keepStatisticPlan, async ({ tenant, caller, body }) => {
      const bytes = await readUpload(body, planBytes)
      const { plan, drafts, findings } = readStatisticsPlan(bytes, 'plan')
      const told = findings.map((one) => findingIn('plan', one))
      const indicators = drafts.map(({ code }) => code)
      if (plan === undefined) return { value: { indicators, findings: told } }
      const content = new TextDecoder().decode(bytes)
      const digest = digestOfPlan(content)
      const by = requirePerson(caller).accountName
      const kept = { digest, content, now: tenant.now(), by }
      await store.keepStatisticPlan(tenant.database, tenant.district, kept)
      return { value: { digest, indicators, findings: told } }
    }),
    route(importStatistics, async (asking) => ({ value: await runImport(asking, fileBytes) })),
    route(listStatisticImports, async ({ tenant, query: { after, limit = 50 } }) => {
      const before = after === undefined ? undefined : numberIn(after)
      const found = await store.listImportsBefore(tenant.database, tenant.district, {
        before,
        limit: limit + 1,
      })
      const rows = found.slice(0, limit).map(importRow)
      const last = found.length > limit ? rows.at(-1) : undefined
      return { value: { rows, ...(last && { next: writeCursor(String(last.import)) }) } }
    }),
    route(readStatisticImport, async ({ tenant, params }) => {
      const { database, district } = tenant
      const found = await store.findStatisticImport(database, district, params.import)
      const text = found && (await store.readKeptPlan(database, district, found.planDigest))
      if (found === undefined || text === undefined) throw new AppError('resource_missing')
      const withdrawn = await readWithdrawals(tenant, params.import)
      return { value: { ...importRow(found), ...withdrawn, plan_text: text, ...toldIn(found) } }
    }),
    route(listStatisticIndicators, async ({ tenant }) => ({ value: { rows: await listIndicators(tenant) } })),
    route(listStatisticValues, async (asking) => ({ value: await listValues(asking) })),
    route(listStatisticRevisions, async (asking) => ({ value: await listRevisions(asking) })),
    route(withdrawStatistics, async (asking) => ({ value: await withdraw(asking) })),
  ]
}

async function runImport(
  asking: Asking<typeof importStatistics>,
  limit: number,
): Promise<AnswerOf<typeof importStatistics>> {
  const { tenant, caller, query, body } = asking
  const { name, plan: planDigest, units = 'division', sheet, period, partial = false, digest } = query
  const planned = await planStatistics(tenant, {
    file: { name, bytes: await readUpload(body, limit) },
    plan: await requirePlan(tenant, planDigest),
    units,
    ...defined({ sheet, period }),
  })
  if (digest === undefined) return reportOf(planned)
  const by = requirePerson(caller).accountName
  const confirmation = { digest, isPartial: partial, by }
  const done = await changeAudited(asking, async (transaction) => {
    const applied = await applyStatistics(transaction, tenant, { planned, confirmation })
    const { fileDigest, added, changed } = planned
    const detail = { kind: 'statistics', file: name, digest: fileDigest, added, changed }
    const act = { kind: 'data.imported', subject: 'statistics', detail } as const
    return { value: applied, act: applied.isNew ? act : undefined }
  })
  return { ...reportOf(planned), is_applied: true, import: done.number }
}

function reportOf(planned: PlannedStatistics): AnswerOf<typeof importStatistics> {
  const { rows, unitsTold, added, changed, unchanged, definitions, digest, findings } = planned
  return {
    is_applied: false,
    digest,
    rows,
    units: unitsTold,
    added,
    changed,
    unchanged,
    defined: definitions.map(({ indicator }) => indicator),
    ...tellFindings(findings),
  }
}

async function listIndicators({
  database,
  district,
}: Tenant): Promise<AnswerOf<typeof listStatisticIndicators>['rows']> {
  const definitions = await store.listStatisticDefinitions(database, district)
  const codes = definitions.map(({ indicator }) => indicator)
  const spans = await store.listStatisticSpans(database, district, codes)
  return definitions.map(({ indicator: code, name, measure, direction, source, basis, since }) => ({
    code,
    name,
    measure,
    direction,
    source,
    since,
    ...defined({ basis }),
    spans: spans
      .filter(({ indicator }) => indicator === code)
      .map(({ units, first, last }) => ({ units, first, last })),
  }))
}

async function listValues(
  asking: Asking<typeof listStatisticValues>,
): Promise<AnswerOf<typeof listStatisticValues>> {
  const { tenant, params, query } = asking
  const { units = 'division', unit, from = '0000', to = '9999', after, limit = 50 } = query
  await requireIndicator(tenant, params.indicator)
  const [period = '', code = ''] = after === undefined ? [] : placeIn(after)
  const found = await store.listStatisticValues(tenant.database, tenant.district, {
    units,
    indicator: params.indicator,
    from,
    // A year holds its months and quarters.
    to: `${to}~`,
    unit,
    after: after === undefined ? undefined : { period, unit: code },
    limit: limit + 1,
  })
  const shown = found.slice(0, limit)
  const nameOf = await namesOf(tenant, units, shown)
  const last = found.length > limit ? shown.at(-1) : undefined
  return {
    rows: shown.map(({ unit: id, period: at, value, import: number, line: row, column }) => {
      return {
        unit: id,
        name: nameOf({ unit: id, period: at }),
        period: at,
        value,
        import: number,
        row,
        column,
      }
    }),
    ...(last && { next: writeCursor(`${last.period} ${last.unit}`) }),
  }
}

async function listRevisions(
  asking: Asking<typeof listStatisticRevisions>,
): Promise<AnswerOf<typeof listStatisticRevisions>> {
  const { tenant, params, query } = asking
  const { units = 'division', unit, after, limit = 50 } = query
  await requireIndicator(tenant, params.indicator)
  const found = await store.listStatisticRevisions(tenant.database, tenant.district, {
    units,
    indicator: params.indicator,
    unit,
    before: after === undefined ? undefined : numberIn(after),
    limit: limit + 1,
  })
  const shown = found.slice(0, limit)
  const nameOf = await namesOf(tenant, units, shown)
  const last = found.length > limit ? shown.at(-1) : undefined
  return {
    rows: shown.map(
      ({ unit: id, period, before, after: now, reason, importBefore, importAfter, at, by }) => ({
        unit: id,
        name: nameOf({ unit: id, period }),
        period,
        ...defined({ before, after: now, reason }),
        import_before: importBefore,
        import_after: importAfter,
        at: formatInstant(at),
        by,
      }),
    ),
    ...(last && { next: writeCursor(String(last.revision)) }),
  }
}

async function requireIndicator({ database, district }: Tenant, code: string): Promise<void> {
  const definitions = await store.listStatisticDefinitions(database, district)
  if (definitions.every(({ indicator }) => indicator !== code)) throw new AppError('resource_missing')
}

/** What the unit of each value was called in its period. */
async function namesOf(
  tenant: Tenant,
  units: StatisticUnits,
  rows: readonly { readonly unit: string; readonly period: string }[],
): Promise<(row: { readonly unit: string; readonly period: string }) => string> {
  const among = [...new Set(rows.map(({ unit }) => unit))]
  const years = [...new Set(rows.map(({ period }) => period.slice(0, 4)))]
  const named = await listNames(tenant, { units, years, among })
  return ({ unit, period }) => named(unit, period.slice(0, 4))
}

function importRow(one: KeptImport): AnswerOf<typeof listStatisticImports>['rows'][number] {
  const { number, at, by, file, fileDigest, planDigest, units, sheet } = one
  const { rows, unitsTold, added, changed, unchanged, withdrawn } = one
  return {
    import: number,
    at: formatInstant(at),
    by,
    file,
    file_digest: fileDigest,
    plan: planDigest,
    units,
    ...(sheet !== '' && { sheet }),
    rows,
    units_told: unitsTold,
    added,
    changed,
    unchanged,
    withdrawn,
  }
}

function toldIn({ findings }: StatisticImport): {
  readonly findings: Static<typeof StatisticFault>[]
  readonly left_out: number
} {
  // What `tellFindings` wrote.
  return JSON.parse(findings)
}

/** @throws AppError `request_malformed` */
function numberIn(after: string): number {
  const number = readCursor(after)
  if (!/^[0-9]{1,15}$/.test(number)) throw new AppError('request_malformed', { reason: '/query/after' })
  return Number(number)
}

/** @throws AppError `request_malformed` */
function placeIn(after: string): readonly string[] {
  const place = readCursor(after)
  if (!/^[0-9Q-]{4,7} .+$/u.test(place)) throw new AppError('request_malformed', { reason: '/query/after' })
  const space = place.indexOf(' ')
  return [place.slice(0, space), place.slice(space + 1)]
}
