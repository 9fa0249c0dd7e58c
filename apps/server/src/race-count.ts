import { AppError, assert, formatInstant, parseLegalDate } from '@duibiao/base'
import type { correctRace, countRace } from '@duibiao/contract'
import type { BodyOf } from '@duibiao/contract'
import * as store from '@duibiao/store'
import { areaSight, listObservedSums } from '@duibiao/store'
import { changeAudited } from './audit.ts'
import { cutOffOf } from './indicator-book.ts'
import { measuredOf, tallyOf } from './indicator-line.ts'
import { openComputed } from './observation-computed.ts'
import type { ComputedBook } from './observation-computed.ts'
import { monthsOf } from './observation-period.ts'
import type { HeldRace, RaceStageRecord } from './race-book.ts'
import { computedCodes } from './race-rule.ts'
import type { makeRankAside } from './ranking-aside.ts'
import type { ObservationTable } from './ranking-table.ts'
import { recipeError } from './recipe-fault.ts'
import type { RecipeFault } from './recipe-fault.ts'
import { refuseFor } from './recipe-refusal.ts'
import { isSheet, readContent } from './recipe-rule.ts'
import type { Content } from './recipe-rule.ts'
import { todayOf } from './registry-reading.ts'
import type { Asking } from './route.ts'
import { requirePerson } from './session-route.ts'
import type { Tenant } from './tenant.ts'

export type CountAsking = Asking<typeof countRace> | Asking<typeof correctRace>
type GivenValues = BodyOf<typeof countRace>['values']

/** A stage that is to be counted, under the recipe of its race. */
export interface StageCount {
  readonly held: HeldRace
  readonly stage: RaceStageRecord
  readonly content: Content
}

/** By what a zone is known in tables. */
export function zoneCode(zone: number): string {
  return `zone-${zone}`
}

/** Names of the attributes that say what is above and below in a computed value. */
export function partNames(indicator: string): { readonly above: string; readonly below: string } {
  return { above: `n:${indicator}`, below: `d:${indicator}` }
}

/** The recipe of a race as it was approved. @throws AppError `resource_missing`, `recipe_not_ready` when it is another now */
export async function recipeOfRace(
  { database, district }: Tenant,
  { race: { race_recipe: own } }: Pick<HeldRace, 'race'>,
): Promise<{ readonly content: Content; readonly found: store.StoredRecipe }> {
  const found = await store.readRecipe(database, district, own)
  if (found === undefined) throw new AppError('resource_missing')
  const content = readContent(found)
  assert(!isSheet(content), 'a race is announced by a recipe of indicators')
  return { content, found }
}

/**
 * What is known of the zones in a stage: of computed indicators the cases of all areas of a zone together, of any other what is
 * handed in.
 * @throws FieldFault `ranking_refused` with every fault
 */
export async function observeZones(
  { tenant, language }: Pick<CountAsking, 'tenant' | 'language'>,
  { held, stage, content }: StageCount,
  values: GivenValues,
): Promise<ObservationTable> {
  const days = { from: parseLegalDate(stage.from), to: parseLegalDate(stage.to) }
  const span = monthsOf(days)
  const isOver = days.to < todayOf(tenant)
  if (span === undefined || !isOver) throw refuseFor('ranking_refused', [stageFault(stage)], language)
  const book = await openComputed(tenant, computedCodes(content), { units: 'area', span })
  const faults = [
    // Numbers that are not closed may still change: they give no result.
    ...book.faults.filter(({ code }) => code !== 'indicator_waiting'),
    ...(await checkCounted(tenant, book, span)),
    ...checkGiven(held, content, values),
  ]
  if (faults.length > 0) throw refuseFor('ranking_refused', faults, language)
  const counted = await countZones(tenant, held, { book, ...span })
  const given = new Map(values.map((one) => [`${one.indicator} ${one.zone}`, one.value ?? null]))
  const zones = held.race.race_zones
  return {
    units: zones.map(({ no, name, group }) => ({
      code: zoneCode(no),
      attributes: {
        // No list of the district has it: who reads the run finds it here.
        name,
        ...(typeof group === 'string' && { group }),
        ...Object.fromEntries(
          [...counted].flatMap(([code, tallies]) => {
            const { above, below } = partNames(code)
            const tally = tallies.get(no)
            return tally === undefined
              ? []
              : [
                  [above, tally.numerator],
                  [below, tally.denominator],
                ]
          }),
        ),
      },
    })),
    indicators: content.indicators.map(({ code }) => code),
    values: zones.map(({ no }) =>
      content.indicators.map(({ code }) => {
        const tallies = counted.get(code)
        return tallies === undefined ? (given.get(`${code} ${no}`) ?? null) : (tallies.get(no)?.value ?? null)
      }),
    ),
  }
}

/** All that was recorded until the numbers were closed has to be counted; what came later is a revision. */
async function checkCounted(
  tenant: Tenant,
  { counted }: ComputedBook,
  span: store.MonthSpan,
): Promise<readonly RecipeFault[]> {
  const first = await store.findFirstUncounted(tenant.database, tenant.district)
  const ends = counted.map(({ indicator }) =>
    cutOffOf(span, indicator.definition.cut_off_days, tenant.calendar()),
  )
  if (first === undefined || !ends.some((end) => first < end)) return []
  return [
    recipeError('/indicators', 'indicator_waiting', {
      zh: '截止前的记录还没有全部计入指标，请稍后再试',
      en: 'not all that was recorded until the numbers were closed is counted yet: try again later',
    }),
  ]
}

interface ZoneTally {
  readonly numerator: number
  readonly denominator: number
  readonly value: number | null
}

/** The cases of all areas of each zone, by indicator; one statement. */
async function countZones(
  { database, district }: Tenant,
  { race: { race_zones: zones } }: HeldRace,
  { book, from, to }: store.MonthSpan & { readonly book: ComputedBook },
): Promise<ReadonlyMap<string, ReadonlyMap<number, ZoneTally>>> {
  if (book.counted.length === 0) return new Map()
  const zoneOf = new Map(zones.flatMap(({ no, areas }) => areas.map((area) => [areaSight(area), no])))
  const sums = await listObservedSums(database, district, {
    formulas: book.counted.map(({ formula }) => formula),
    units: [...zoneOf.keys()],
    from,
    to,
  })
  return new Map(
    book.counted.map(({ indicator, formula }) => {
      const own = Map.groupBy(
        sums.filter((sum) => sum.formula === formula),
        ({ unit }) => zoneOf.get(unit),
      )
      const tallies = zones.map(({ no }) => {
        const tally = tallyOf(own.get(no) ?? [])
        const value = measuredOf(indicator.definition, tally).value ?? null
        return [no, { numerator: tally.numerator, denominator: tally.denominator, value }] as const
      })
      return [indicator.id, new Map(tallies)]
    }),
  )
}

function stageFault({ name, to }: RaceStageRecord): RecipeFault {
  return recipeError('/stage', 'stage_not_over', {
    zh: `阶段“${name}”到 ${to} 才结束`,
    en: `the stage "${name}" lasts until ${to}`,
  })
}

/** Handed in is what no record tells, of zones of the race, each once. */
function checkGiven({ race }: HeldRace, content: Content, values: GivenValues): readonly RecipeFault[] {
  const zones = new Set(race.race_zones.map(({ no }) => no))
  const others = content.indicators.filter(({ source }) => source !== 'computed').map(({ code }) => code)
  const seen = new Set<string>()
  return values.flatMap(({ zone, indicator, value }) => {
    const path = `/values/${zoneCode(zone)}/${indicator}`
    const isAgain = seen.has(path)
    seen.add(path)
    if (!zones.has(zone) || !others.includes(indicator)) return [notGivenFault(path)]
    if (isAgain || value === undefined) {
      return [
        recipeError(path, 'value_unclear', {
          zh: '须给出一个数值，且只给一次',
          en: 'give one value, and give it once',
        }),
      ]
    }
    return []
  })
}

function notGivenFault(path: string): RecipeFault {
  return recipeError(path, 'value_not_asked', {
    zh: '没有这个片区，或者这项指标由记录计算，不能填报',
    en: 'there is no such zone, or the indicator is counted from entries and cannot be handed in',
  })
}

export interface ZoneChange {
  readonly zone: number
  readonly indicator: string
  readonly from: number | null
  readonly to: number | null
}

/**
 * A kept table with some cells corrected.
 * @throws FieldFault `ranking_refused` for cells that are none, and where nothing changes
 */
export function correctTable(
  { language }: Pick<CountAsking, 'language'>,
  { held, content }: StageCount,
  { table, changes }: { readonly table: ObservationTable; readonly changes: GivenValues },
): { readonly table: ObservationTable; readonly changes: readonly ZoneChange[] } {
  const computed = new Set(computedCodes(content))
  const zones = new Set(held.race.race_zones.map(({ no }) => no))
  const faults: RecipeFault[] = []
  const told: ZoneChange[] = []
  const values = table.values.map((row) => [...row])
  const units = table.units.map((unit) => ({ ...unit, attributes: { ...unit.attributes } }))
  for (const change of changes) {
    const path = `/values/${zoneCode(change.zone)}/${change.indicator}`
    const column = table.indicators.indexOf(change.indicator)
    const row = units.findIndex(({ code }) => code === zoneCode(change.zone))
    const to = valueOf(change, computed.has(change.indicator))
    const [cells, unit] = [values[row], units[row]]
    if (cells === undefined || unit === undefined || column < 0 || !zones.has(change.zone)) {
      faults.push(notGivenFault(path))
    } else if (to === undefined) {
      faults.push(partsFault(path))
    } else {
      told.push({ zone: change.zone, indicator: change.indicator, from: cells[column] ?? null, to })
      cells[column] = to
      const { above, below } = partNames(change.indicator)
      if (change.numerator !== undefined) unit.attributes[above] = change.numerator
      if (change.denominator !== undefined) unit.attributes[below] = change.denominator
    }
  }
  if (faults.length > 0) throw refuseFor('ranking_refused', faults, language)
  return { table: { ...table, units, values }, changes: told }
}

/** Of a computed indicator what is above by what is below; nothing where that is not how it is to be said. */
function valueOf(
  { value, numerator, denominator }: GivenValues[number],
  isComputed: boolean,
): number | null | undefined {
  const hasParts = numerator !== undefined && denominator !== undefined
  if (!isComputed) return numerator === undefined && denominator === undefined ? value : undefined
  if (value !== undefined || !hasParts) return undefined
  if (denominator === 0) return numerator === 0 ? null : undefined
  return numerator / denominator
}

function partsFault(path: string): RecipeFault {
  return recipeError(path, 'value_unclear', {
    zh: '计算指标须给出分子和分母，其他指标给出数值',
    en: 'of a computed indicator give what is above and below, of any other the value',
  })
}

/** A run of the recipe of a race over its zones, kept as every other. */
export interface KeptCount {
  readonly ranking: string
  readonly input: string
  readonly result: string
  readonly at: string
}

/** Runs the recipe and keeps what comes of it. @throws AppError `ranking_refused`, `ranking_too_long`, `server_busy` */
export async function keepCount(
  asking: CountAsking,
  { held, content }: StageCount,
  {
    observations,
    rankAside,
  }: { readonly observations: ObservationTable; readonly rankAside: ReturnType<typeof makeRankAside> },
): Promise<KeptCount> {
  const { tenant, caller, language } = asking
  const { recipe, version, hash } = held.race.race_recipe
  const answer = await rankAside({ content, observations })
  if (answer.kind === 'refused') throw refuseFor('ranking_refused', answer.faults, language)
  const { outcome, input, result, contents } = answer
  const { now, random, district } = tenant
  const at = now()
  const ranking = await changeAudited(asking, async (transaction) => {
    const id = await store.addRanking(transaction, district, {
      recipe,
      version,
      recipeHash: hash,
      input,
      result,
      units: outcome.units.filter(({ rank }) => rank !== null).length,
      by: requirePerson(caller).accountName,
      contents,
      now: at,
      random,
    })
    const detail = { recipe, version, recipe_hash: hash, input, result }
    return { value: id, act: { kind: 'ranking.run', subject: id, detail } }
  })
  return { ranking, input, result, at: formatInstant(at) }
}
