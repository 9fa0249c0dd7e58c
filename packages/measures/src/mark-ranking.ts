import { drawFrom } from './chance.ts'
import type { MarkEntry, MarkSheet, MarkedUnit } from './mark-sheet.ts'
import type { ItemMark, UnitMark } from './marking.ts'
import type { WeightChange } from './recipe-aggregation.ts'
import { rankDown } from './recipe-step.ts'
import { noiseOf } from './sensitivity.ts'
import type { Sensitivity, Uncertainty } from './sensitivity.ts'

/** Something about a sheet that could as well have been otherwise. */
export type MarkUncertainty =
  /** Full marks, points and caps of the named items, or of all, times 1 ± share. */
  | Extract<Uncertainty, { readonly kind: 'weights' }>
  /** Each entry of the named items, or of all, not counted with this chance. */
  | { readonly kind: 'entries'; readonly share: number; readonly codes?: readonly string[] }

/** What is marked, put in order: sums and bytes do not depend on how it was handed in. */
export function orderMarked({
  units,
  entries,
}: {
  readonly units: readonly MarkedUnit[]
  readonly entries: readonly MarkEntry[]
}): { readonly units: readonly MarkedUnit[]; readonly entries: readonly MarkEntry[] } {
  return {
    units: units.toSorted((one, other) => compareText(one.code, other.code)),
    entries: entries.toSorted(
      (one, other) => compareText(one.id, other.id) || compareText(one.unit, other.unit),
    ),
  }
}

function compareText(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1
}

/**
 * A sheet as it was marked, ready to be ranked many times as it could have been otherwise. A factor on an item stands for other
 * full marks, points and caps of it together; entries that drop out show which places rest on one or two of them.
 */
export function openMarks(
  { sheet, units, marked }: MarkedSheet,
  uncertainties: readonly MarkUncertainty[],
): Extract<Sensitivity, { readonly kind: 'open' }> {
  const groups = marked.map(({ group }) => group)
  const rates = units.map((unit) => ratesOf(sheet, unit))
  function rank(change: WeightChange, keeps: EntryChance): ReturnType<Sensitivity['runWith']> {
    const factors = new Map(sheet.items.map(({ code }) => [code, change(code, 1)]))
    const sums = marked.map(({ items }, row) =>
      items.reduce(
        (sum, item) =>
          sum + marksWith(item, rates[row]?.get(item.code), keeps) * (factors.get(item.code) ?? 1),
        0,
      ),
    )
    return { kind: 'done', ranks: rankDown(Float64Array.from(sums), groups) }
  }
  return {
    kind: 'open',
    units: marked.map(({ unit }) => unit),
    nominal: Float64Array.from(marked, (one) => one.rank),
    groups,
    dimensions: uncertainties.length,
    runWith: (change) => rank(change, keepAll),
    runAt: (point) => {
      const noises: WeightChange[] = []
      const chances: EntryChance[] = []
      for (const [place, one] of uncertainties.entries()) {
        const at = point[place] ?? 0
        if (one.kind === 'weights') noises.push(noiseOf(one, at))
        else chances.push(chanceOf(one, at))
      }
      return rank(
        (code, weight) => noises.reduce((so, noise) => noise(code, so), weight),
        // Each is asked, so that what one draws does not hang on the others.
        chances.length === 0
          ? keepAll
          : (code) => chances.map((keeps) => keeps(code)).every((isKept) => isKept),
      )
    },
  }
}

/** A sheet with the units it marked, in one order. */
type MarkedSheet = {
  readonly sheet: MarkSheet
  readonly units: readonly MarkedUnit[]
  readonly marked: readonly UnitMark[]
}

/** Whether the next entry of an item counts. */
type EntryChance = (item: string) => boolean

function keepAll(): boolean {
  return true
}

/** One number of a point seeds which entries drop out, each in its turn. */
function chanceOf(
  { share, codes }: Extract<MarkUncertainty, { readonly kind: 'entries' }>,
  at: number,
): EntryChance {
  const next = drawFrom(Math.floor(at * 2 ** 32))
  return (item) => (codes !== undefined && !codes.includes(item)) || next() >= share
}

type EntryRate = { readonly perAmount: number; readonly most: number }

/** What an amount is worth to a unit, by item. */
function ratesOf({ items }: MarkSheet, { group, facts }: MarkedUnit): ReadonlyMap<string, EntryRate> {
  return new Map(
    items.flatMap((item) => {
      if (item.kind !== 'entries') return []
      const rate = { perAmount: (item.full[group] ?? NaN) / Number(facts[item.task]), most: item.most }
      return [[item.code, rate] as const]
    }),
  )
}

function marksWith(
  { code, marks, entries }: ItemMark,
  rate: EntryRate | undefined,
  keeps: EntryChance,
): number {
  if (rate === undefined || keeps === keepAll) return marks
  const sum = entries.reduce((so, { amount, factor }) => (keeps(code) ? so + amount * factor : so), 0)
  return Math.min(rate.most, rate.perAmount * sum)
}
