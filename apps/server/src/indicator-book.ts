import { addDays, addMonths, AppError, dateAt, dayNumberOf, midnightOf, parseLegalDate } from '@duibiao/base'
import type { Calendar, Instant, LegalDate } from '@duibiao/base'
import { compileIndicator } from '@duibiao/packfile'
import type { CompiledIndicator, Pack } from '@duibiao/packfile'
import type { IndicatorFormula, MonthSpan } from '@duibiao/store'
import type { Tenant } from './tenant.ts'

/** An indicator with the pack that defines it. */
export interface PackIndicator extends CompiledIndicator {
  readonly pack: Pack
}

const compiled = new WeakMap<Pack, readonly PackIndicator[]>()

/** The indicators of the packs in their newest versions, each made ready once. */
export function indicatorsOf({ packs }: Pick<Tenant, 'packs'>): readonly PackIndicator[] {
  return packs.list().flatMap((pack) => {
    const known = compiled.get(pack)
    if (known !== undefined) return known
    const made = [...pack.indicators].map(([name, definition]) => ({
      ...compileIndicator(`${pack.manifest.name}.${name}`, definition),
      pack,
    }))
    compiled.set(pack, made)
    return made
  })
}

/** @throws AppError `resource_missing` */
export function requireIndicator(tenant: Pick<Tenant, 'packs'>, id: string): PackIndicator {
  const found = indicatorsOf(tenant).find((indicator) => indicator.id === id)
  if (found === undefined) throw new AppError('resource_missing')
  return found
}

/** The formula whose numbers are shown: the one followed, or the one before it until the first count is done. */
export function countedBy(
  formulas: readonly IndicatorFormula[],
  { id }: Pick<PackIndicator, 'id'>,
): IndicatorFormula | undefined {
  const own = formulas.filter(({ indicator }) => indicator === id)
  return own.findLast(({ builtAt }) => builtAt !== undefined) ?? own.at(-1)
}

/** The first day of the month of an instant, in the zone of the district. */
export function monthAt(at: Instant, calendar: Calendar): LegalDate {
  return monthOf(dateAt(at, calendar))
}

function monthOf(date: LegalDate): LegalDate {
  return parseLegalDate(`${date.slice(0, 8)}01`)
}

/** The first month that is not closed: until so many days after its end what changes is no revision. */
export function openFrom(cutOffDays: number, now: Instant, calendar: Calendar): LegalDate {
  return monthOf(addDays(dateAt(now, calendar), -cutOffDays))
}

/** When a span of months is closed. */
export function cutOffOf({ to }: MonthSpan, cutOffDays: number, calendar: Calendar): Instant {
  return midnightOf(dayNumberOf(addDays(addMonths(to, 1), cutOffDays)), calendar)
}

export type Grain = 'month' | 'quarter' | 'year'

const monthsIn: Readonly<Record<Grain, number>> = { month: 1, quarter: 3, year: 12 }

function grainOf(period: string): Grain {
  if (period.length === 4) return 'year'
  return period.includes('Q') ? 'quarter' : 'month'
}

/** The months of a period. @throws AppError `request_malformed` for a year that no calendar has */
export function spanOf(period: string): MonthSpan {
  const grain = grainOf(period)
  const year = period.slice(0, 4)
  if (year < '1900' || year > '2999') throw new AppError('request_malformed', { reason: '/query/period' })
  const month = grain === 'month' ? period.slice(5) : grain === 'year' ? '01' : quarterMonth(period)
  const from = parseLegalDate(`${year}-${month}-01`)
  return { from, to: addMonths(from, monthsIn[grain] - 1) }
}

function quarterMonth(period: string): string {
  return String(Number(period.slice(6)) * 3 - 2).padStart(2, '0')
}

/** The period of a length that a month lies in. */
export function periodOf(month: LegalDate, grain: Grain): string {
  const year = month.slice(0, 4)
  switch (grain) {
    case 'month':
      return month.slice(0, 7)
    case 'quarter':
      return `${year}-Q${Math.ceil(Number(month.slice(5, 7)) / 3)}`
    case 'year':
      return year
  }
}

/** The period so many before or after. */
export function stepPeriod(period: string, steps: number): string {
  const grain = grainOf(period)
  return periodOf(addMonths(spanOf(period).from, steps * monthsIn[grain]), grain)
}
