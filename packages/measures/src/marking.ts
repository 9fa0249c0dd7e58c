import { holdsAll } from './mark-sheet.ts'
import { checkSheet } from './mark-sheet-check.ts'
import type {
  MarkCondition,
  MarkEntry,
  MarkFact,
  MarkFlag,
  MarkItem,
  MarkSheet,
  MarkedUnit,
} from './mark-sheet.ts'
import { errorAt } from './measure-finding.ts'
import type { MeasureFinding } from './measure-finding.ts'
import { rankDown } from './recipe-step.ts'

/** Marks of one line, with the entries that made them. */
export type ItemMark = {
  readonly code: string
  readonly marks: number
  /** Entries that counted, and what each counted for after its multiplier. */
  readonly entries: readonly { readonly id: string; readonly amount: number; readonly factor: number }[]
  /** Entries of the unit that did not, so that it can ask why. */
  readonly leftOut: readonly string[]
}

/** Marks of a unit; rank and ties are those of its group. `flags` asks people to look, see `MarkFlag`. */
export type UnitMark = {
  readonly unit: string
  readonly group: string
  readonly items: readonly ItemMark[]
  readonly marks: number
  readonly rank: number
  readonly tied: number
  /** All that can be had was had: ties here say nothing about who is better. */
  readonly atCeiling: boolean
  readonly flags: readonly string[]
}

export type Marking =
  | { readonly kind: 'done'; readonly units: readonly UnitMark[] }
  | { readonly kind: 'refused'; readonly findings: readonly MeasureFinding[] }

type Work = {
  readonly sheet: MarkSheet
  readonly entries: ReadonlyMap<string, readonly MarkEntry[]>
  readonly findings: MeasureFinding[]
}

/** Marks units by a sheet. A fact that a line needs and does not find is an error that names unit and fact. */
export function markUnits(
  sheet: MarkSheet,
  units: readonly MarkedUnit[],
  entries: readonly MarkEntry[],
): Marking {
  const findings = [...checkSheet(sheet, units, entries), ...checkCodes(units, entries)]
  const work: Work = { sheet, entries: Map.groupBy(entries, ({ unit }) => unit), findings }
  const marked = units.map((unit) => {
    const items = sheet.items.map((item) => markItem(item, unit, work))
    return { unit, items, marks: items.reduce((sum, { marks }) => sum + marks, 0) }
  })
  if (findings.length > 0) return { kind: 'refused', findings }
  const groups = units.map(({ group }) => group)
  const ranks = rankDown(
    Float64Array.from(marked, ({ marks }) => marks),
    groups,
  )
  return {
    kind: 'done',
    units: marked.map(({ unit, items, marks }, row) => {
      const rank = ranks[row] ?? 0
      return {
        unit: unit.code,
        group: unit.group,
        items,
        marks,
        rank,
        tied: groups.filter((group, other) => group === unit.group && ranks[other] === rank).length - 1,
        atCeiling: marks >= ceilingOf(sheet, unit.group),
        flags: sheet.flags.flatMap((flag) =>
          isFlagged(flag, { unit, rank, size: groups.filter((group) => group === unit.group).length })
            ? [flag.code]
            : [],
        ),
      }
    }),
  }
}

function checkCodes(units: readonly MarkedUnit[], entries: readonly MarkEntry[]): readonly MeasureFinding[] {
  const known = new Set<string>()
  const findings: MeasureFinding[] = []
  for (const { code } of units) {
    if (known.has(code)) findings.push(errorAt('duplicate_unit', { unit: code }))
    known.add(code)
  }
  const counted = new Set<string>()
  for (const { id, unit } of entries) {
    if (!known.has(unit)) findings.push(errorAt('unknown_code', { unit, entry: id }))
    if (counted.has(id)) findings.push(errorAt('entry_counted_twice', { unit, entry: id }))
    counted.add(id)
  }
  return findings
}

const noEntries = { entries: [], leftOut: [] }

function markItem(item: MarkItem, unit: MarkedUnit, work: Work): ItemMark {
  switch (item.kind) {
    case 'scored': {
      const reached = numberOf(unit, item.fact, work)
      const full = fullOf(item, unit, work)
      return { code: item.code, marks: full * Math.max(0, Math.min(1, reached / item.target)), ...noEntries }
    }
    case 'additive':
    case 'deductive': {
      const points = Math.min(item.most, item.each * numberOf(unit, item.fact, work))
      return { code: item.code, marks: item.kind === 'additive' ? points : -points, ...noEntries }
    }
    case 'entries':
      return markEntries(item, unit, work)
  }
}

function markEntries(
  item: Extract<MarkItem, { readonly kind: 'entries' }>,
  unit: MarkedUnit,
  work: Work,
): ItemMark {
  const task = numberOf(unit, item.task, work)
  if (!(task > 0))
    work.findings.push(
      errorAt('denominator_not_usable', { unit: unit.code, indicator: item.task }, String(task)),
    )
  const own = work.entries.get(unit.code) ?? []
  const counted = own
    .filter(({ facts }) => holdsAll(facts, item.eligible))
    .map(({ id, facts }) => ({
      id,
      amount: numberOf({ code: unit.code, facts, entry: id }, item.amount, work),
      factor: factorOf(facts, item),
    }))
  const sum = counted.reduce((before, { amount, factor }) => before + amount * factor, 0)
  const marks = Math.min(item.most, (fullOf(item, unit, work) * sum) / task)
  const leftOut = own.filter(({ facts }) => !holdsAll(facts, item.eligible)).map(({ id }) => id)
  return { code: item.code, marks, entries: counted, leftOut }
}

/** The largest factor that applies: two reasons for 1.5 are still 1.5. */
function factorOf(
  facts: Readonly<Record<string, MarkFact>>,
  { multipliers }: Extract<MarkItem, { readonly kind: 'entries' }>,
): number {
  const factors = multipliers.flatMap(({ anyOf, factor }) => (holdsAny(facts, anyOf) ? [factor] : []))
  return factors.length === 0 ? 1 : Math.max(...factors)
}

function holdsAny(facts: Readonly<Record<string, MarkFact>>, conditions: readonly MarkCondition[]): boolean {
  return conditions.some((condition) => holdsAll(facts, [condition]))
}

/** A number among the facts; anything else is an error and counts for nothing, since no marks come out. */
function numberOf(
  { code, facts, entry }: Pick<MarkedUnit, 'code' | 'facts'> & { readonly entry?: string },
  fact: string,
  { findings }: Work,
): number {
  const value = facts[fact]
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value
  const place = { unit: code, indicator: fact, ...(entry !== undefined && { entry }) }
  findings.push(errorAt('value_not_usable', place, String(value)))
  return 0
}

function fullOf(
  { code, full }: { readonly code: string; readonly full: Readonly<Record<string, number>> },
  unit: MarkedUnit,
  { findings }: Work,
): number {
  const marks = full[unit.group]
  if (marks !== undefined && Number.isFinite(marks) && marks > 0) return marks
  findings.push(errorAt('parameter_missing', { unit: unit.code, indicator: code }, unit.group))
  return 0
}

/** The most that a unit of a group can have. */
export function ceilingOf({ items }: Pick<MarkSheet, 'items'>, group: string): number {
  return items.reduce((sum, item) => {
    switch (item.kind) {
      case 'scored':
        return sum + (item.full[group] ?? 0)
      case 'additive':
      case 'entries':
        return sum + item.most
      case 'deductive':
        return sum
    }
  }, 0)
}

/** The last of a group are those who surely are: a tie across the line flags nobody, nor does a group that has no more than the last. */
function isFlagged(
  flag: MarkFlag,
  { unit, rank, size }: { readonly unit: MarkedUnit; readonly rank: number; readonly size: number },
): boolean {
  if (!holdsAll(unit.facts, flag.when)) return false
  return flag.kind === 'veto' || (size > flag.count && rank > size - flag.count)
}
