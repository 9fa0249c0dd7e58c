import { createHash } from 'node:crypto'
import { AppError } from '@duibiao/base'
import type { UnitEntry } from '@duibiao/measures'
import { readStatisticsPlan } from '@duibiao/packfile'
import type { SheetFile } from '@duibiao/sheet'
import * as store from '@duibiao/store'
import type {
  KeptStatistic,
  Queryable,
  StatisticDefinition,
  StatisticImport,
  StatisticUnits,
  StatisticValue,
} from '@duibiao/store'
import { readStatisticAside } from './statistic-aside.ts'
import { planDefinitions } from './statistic-definition.ts'
import { findingIn, isError, statisticFault, tellFindings } from './statistic-finding.ts'
import type { StatisticFinding } from './statistic-finding.ts'
import type { Tenant } from './tenant.ts'

/** A table that is to be imported, and how it is read. The command and the interface ask for it alike. */
export interface StatisticRequest {
  readonly file: SheetFile
  /** The text of the plan: YAML or JSON. */
  readonly plan: string
  readonly units: StatisticUnits
  readonly sheet?: string
  readonly period?: string
}

/** What an import would do. */
export interface PlannedStatistics {
  readonly request: StatisticRequest
  /** Numbers of the last import and of the last withdrawal there were. */
  readonly after: number
  readonly withdrawals: number
  readonly rows: number
  readonly unitsTold: number
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  /** What would be written. */
  readonly values: readonly StatisticValue[]
  readonly definitions: readonly StatisticDefinition[]
  readonly findings: readonly StatisticFinding[]
  /** Of what would be changed, and after which import: who gives it back means this and nothing else. */
  readonly digest: string
  readonly fileDigest: string
  readonly planDigest: string
}

/** Where statistics are imported. */
export type StatisticSite = Pick<Tenant, 'database' | 'district' | 'registry' | 'now'>

/** Values of one import: more would hold up everybody else. */
const mostValues = 300_000

/**
 * Plans an import and writes nothing: values that can be relied on, held against those that are kept.
 * @throws AppError of the reader of files
 */
export async function planStatistics(
  site: StatisticSite,
  request: StatisticRequest,
): Promise<PlannedStatistics> {
  const { database, district } = site
  const { plan, drafts, findings: faults } = readStatisticsPlan(Buffer.from(request.plan), 'plan')
  const first = faults.map((one) => findingIn('plan', one))
  const known = await store.listStatisticDefinitions(database, district)
  const defined = plan === undefined ? { changed: [], findings: [] } : planDefinitions(drafts, known)
  const units = await listUnitEntries(site, request.units)
  const findings = [...first, ...defined.findings, ...missingDivisions(request, units)]
  const last = {
    after: await store.readLastImport(database, district),
    withdrawals: await store.readLastWithdrawal(database, district),
  }
  if (plan === undefined || findings.some(isError)) return planOf(request, { findings, ...last })
  const { file, sheet, period } = request
  const read = await readStatisticAside<'values'>({
    kind: 'values',
    file,
    plan,
    units,
    ...(sheet !== undefined && { sheet }),
    ...(period !== undefined && { period }),
  })
  const isLong = read.values.length > mostValues
  const kept = isLong ? [] : await loadKept(site, request, read.values)
  const held = holdAgainst(read.values, kept)
  const revised = held.revisions.map(({ value: { line: row, column, value }, before }) => {
    const params = { import: before.import, before: before.value, after: value }
    return statisticFault({ file: 'table', row, column }, 'value_revised', params)
  })
  return planOf(request, {
    ...last,
    rows: read.rows,
    unitsTold: read.units,
    added: held.added.length,
    changed: held.revisions.length,
    unchanged: read.values.length - held.added.length - held.revisions.length,
    values: isLong ? [] : [...held.added, ...held.revisions.map(({ value }) => value)],
    definitions: usedIn(defined.changed, read.values),
    findings: [...findings, ...read.findings, ...lengthFaults(read.values.length), ...revised],
  })
}

/** A definition comes in with the first values of its indicator, not with a plan alone. */
function usedIn(
  definitions: readonly StatisticDefinition[],
  values: readonly StatisticValue[],
): readonly StatisticDefinition[] {
  const used = new Set(values.map(({ indicator }) => indicator))
  return definitions.filter(({ indicator }) => used.has(indicator))
}

function missingDivisions(
  { units: kind }: StatisticRequest,
  units: readonly UnitEntry[],
): readonly StatisticFinding[] {
  const isMissing = kind === 'division' && units.length === 0
  return isMissing ? [statisticFault({ file: 'table' }, 'divisions_missing')] : []
}

function lengthFaults(values: number): readonly StatisticFinding[] {
  if (values === 0) return [statisticFault({ file: 'table' }, 'no_values')]
  if (values <= mostValues) return []
  return [statisticFault({ file: 'table' }, 'values_too_many', { text: values, most: mostValues })]
}

function planOf(
  request: StatisticRequest,
  given: Partial<PlannedStatistics> & Pick<PlannedStatistics, 'findings' | 'after' | 'withdrawals'>,
): PlannedStatistics {
  const { values = [], definitions = [] } = given
  const hash = createHash('sha256').update(`${request.units} ${given.after}\n`)
  for (const { indicator, name, measure, direction, source, basis = '' } of definitions)
    hash.update(JSON.stringify([indicator, name.zh, name.en, measure, direction, source, basis])).update('\n')
  for (const { indicator, unit, period, value } of values)
    hash.update(JSON.stringify([indicator, unit, period, value])).update('\n')
  return {
    rows: 0,
    unitsTold: 0,
    added: 0,
    changed: 0,
    unchanged: 0,
    ...given,
    request,
    values,
    definitions,
    digest: hash.digest('hex'),
    fileDigest: createHash('sha256').update(request.file.bytes).digest('hex'),
    planDigest: digestOfPlan(request.plan),
  }
}

/** By what a plan is known. */
export function digestOfPlan(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Units that a table may name: the list of divisions, or areas and offices of the registry by their names and ids. */
async function listUnitEntries(
  { database, district, registry }: StatisticSite,
  kind: StatisticUnits,
): Promise<readonly UnitEntry[]> {
  if (kind === 'division') {
    const divisions = await store.listStatisticDivisions(database, district)
    return divisions.map(({ from, to, ...rest }) => ({
      ...rest,
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    }))
  }
  await registry.refresh()
  const rows = registry.state()[kind]
  return [...rows.values()].map(({ id: code, name, parent, validUntil, successors = [] }) => {
    const above = parent === undefined ? undefined : rows.get(parent)
    return {
      code,
      name,
      parents: above === undefined ? [] : [above.name],
      // Since when an area or office is in the registry says nothing about the years before.
      ...(validUntil !== undefined && { to: Number(validUntil.slice(0, 4)) }),
      successors,
    }
  })
}

async function loadKept(
  { database, district }: StatisticSite,
  { units }: StatisticRequest,
  values: readonly StatisticValue[],
): Promise<readonly KeptStatistic[]> {
  const indicators = [...new Set(values.map(({ indicator }) => indicator))]
  const periods = [...new Set(values.map(({ period }) => period))]
  return store.loadStatisticValues(database, district, { units, indicators, periods })
}

interface HeldValues {
  readonly added: readonly StatisticValue[]
  readonly revisions: readonly { readonly value: StatisticValue; readonly before: KeptStatistic }[]
}

function holdAgainst(values: readonly StatisticValue[], kept: readonly KeptStatistic[]): HeldValues {
  const byPlace = new Map(kept.map((one) => [placeOf(one), one]))
  return {
    added: values.filter((value) => !byPlace.has(placeOf(value))),
    revisions: values.flatMap((value) => {
      const before = byPlace.get(placeOf(value))
      return before === undefined || before.value === value.value ? [] : [{ value, before }]
    }),
  }
}

function placeOf({ indicator, period, unit }: Pick<StatisticValue, 'indicator' | 'period' | 'unit'>): string {
  return `${indicator} ${period} ${unit}`
}

/** How a plan is carried out. */
export interface StatisticConfirmation {
  /** The digest that the dry run gave; without it whatever the plan says now. */
  readonly digest?: string
  /** Values without a fault are wanted although others have one. */
  readonly isPartial: boolean
  readonly by: string
}

/**
 * Carries out a plan in a transaction. A file that brings nothing new is not imported again.
 * @returns number of the import, and whether it was one that was there already
 * @throws AppError `statistics_refused` when there are errors and the rest was not asked for alone, `statistics_changed` when
 * the plan is not the one that was shown
 */
export async function applyStatistics(
  transaction: Queryable,
  { district, now }: Pick<StatisticSite, 'district' | 'now'>,
  {
    planned,
    confirmation,
  }: { readonly planned: PlannedStatistics; readonly confirmation: StatisticConfirmation },
): Promise<{ readonly number: number; readonly isNew: boolean }> {
  const { values, definitions, after, digest } = planned
  requireSound(planned, confirmation)
  await store.lockStatistics(transaction, district)
  const done = importOf(planned, { at: now(), by: confirmation.by })
  if (values.length === 0 && definitions.length === 0) {
    const earlier = await store.findImportOfFile(transaction, district, done)
    if (earlier !== undefined) return { number: earlier.number, isNew: false }
  }
  if ((confirmation.digest ?? digest) !== digest) throw new AppError('statistics_changed')
  await requireSame(transaction, district, planned)
  const { planDigest, at, by } = done
  const plan = { digest: planDigest, content: planned.request.plan, now: at, by }
  await store.keepStatisticPlan(transaction, district, plan)
  await store.addStatisticImport(transaction, district, { done, definitions, values })
  return { number: after + 1, isNew: true }
}

/** What was planned rests on what is there still. @throws AppError `statistics_changed` */
async function requireSame(
  transaction: Queryable,
  district: StatisticSite['district'],
  { request, after, values, withdrawals }: PlannedStatistics,
): Promise<void> {
  const codes = request.units === 'division' ? [...new Set(values.map(({ unit }) => unit))] : []
  const isSame =
    (await store.readLastImport(transaction, district)) === after &&
    (await store.readLastWithdrawal(transaction, district)) === withdrawals &&
    (await store.listUnknownDivisions(transaction, district, codes)).length === 0
  if (!isSame) throw new AppError('statistics_changed')
}

/** @throws AppError `statistics_refused` */
function requireSound(
  { values, unchanged, findings }: PlannedStatistics,
  { isPartial }: StatisticConfirmation,
): void {
  const errors = findings.filter(isError).length
  const isEmpty = values.length + unchanged === 0
  if (isEmpty || (errors > 0 && !isPartial)) {
    throw new AppError('statistics_refused', { count: Math.max(errors, 1) })
  }
}

function importOf(
  { request, findings, after, ...planned }: PlannedStatistics,
  deed: Pick<StatisticImport, 'at' | 'by'>,
): StatisticImport {
  const { fileDigest, planDigest, rows, unitsTold, added, changed, unchanged } = planned
  const { file, units, sheet = '' } = request
  return {
    ...deed,
    number: after + 1,
    file: file.name,
    fileDigest,
    planDigest,
    units,
    sheet,
    rows,
    unitsTold,
    added,
    changed,
    unchanged,
    findings: JSON.stringify(tellFindings(findings)),
  }
}
