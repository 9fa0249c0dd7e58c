import { hash } from 'node:crypto'
import { canonicalJson } from '@duibiao/base'
import { ceilingOf, markUnits, openMarks, openSensitivity, orderMarked, runRecipe } from '@duibiao/measures'
import type { IndicatorTable, Sensitivity, UnitMark } from '@duibiao/measures'
import type { RankingContent } from '@duibiao/store'
import { rowsOf } from './ranking-row.ts'
import { measureSpread } from './ranking-spread.ts'
import { arrangeTable } from './ranking-table.ts'
import type { FactTable, ObservationTable, RankingOutcome } from './ranking-table.ts'
import { faultOf, isFatal } from './recipe-fault.ts'
import type { RecipeFault } from './recipe-fault.ts'
import { shownOf, stepsOf } from './recipe-rule.ts'
import type { Content, SheetContent } from './recipe-rule.ts'
import { sheetFaultsOf, sheetOf } from './sheet-rule.ts'

/** A table to be ranked, or the canonical text of one that is kept. */
export interface IndexOrder {
  readonly content: Content
  readonly observations: ObservationTable | string
}

/** The same of a mark sheet. */
export interface SheetOrder {
  readonly sheet: SheetContent
  readonly facts: FactTable | string
}

/** What is to be ranked. */
export type RankingOrder = IndexOrder | SheetOrder

/** What came of it, with every text by its digest; or all faults and no number. */
export type RankingAnswer =
  | {
      readonly kind: 'done'
      readonly outcome: RankingOutcome
      readonly input: string
      readonly result: string
      readonly contents: readonly RankingContent[]
    }
  | { readonly kind: 'refused'; readonly faults: readonly RecipeFault[] }

/** Runs a recipe over a table. The same recipe and table give the same bytes. */
export function rankTable(order: RankingOrder): RankingAnswer {
  return 'sheet' in order ? rankMarks(order) : rankIndex(order)
}

function rankIndex({ content, observations }: IndexOrder): RankingAnswer {
  // What is kept was written below.
  const read: ObservationTable = typeof observations === 'string' ? JSON.parse(observations) : observations
  const arranged = arrangeTable(content, read)
  if (arranged.table === undefined) return { kind: 'refused', faults: arranged.faults.filter(isFatal) }
  const { table } = arranged
  const run = runRecipe(table, stepsOf(content))
  const faults = [...arranged.faults, ...run.findings.map(faultOf)]
  if (run.kind === 'refused') return { kind: 'refused', faults: faults.filter(isFatal) }
  const opened = openSensitivity(table, stepsOf(content), content.uncertainty.of)
  if (opened.kind === 'refused') return { kind: 'refused', faults: opened.findings.map(faultOf) }
  const groups = groupsOf(opened)
  const codes = content.indicators.map(({ code }) => code)
  const spread = measureSpread({ codes, uncertainty: content.uncertainty }, opened)
  const stages = run.stages.map(({ step, kind, table: given }) => ({
    line: { step, kind, units: given.units.length, columns: [...given.columns] },
    text: keep(given),
  }))
  const outcome: RankingOutcome = {
    form: 1,
    shown: shownOf(content),
    units: rowsOf({ bands: content.bands, ranking: run.ranking, spread, groups, missing: missingIn(table) }),
    apart: run.apart.map((one) => ({ ...one })),
    weights: { ...run.weights },
    stages: stages.map(({ line, text }) => ({ ...line, digest: text.digest })),
    treatments: run.treatments.map((one) => ({ ...one })),
    findings: faults.map((one) => ({ ...one })),
    runs: spread.runs,
    left_out: spread.leftOut,
    shares: spread.shares,
  }
  return answerOf(
    outcome,
    keep(read),
    stages.map(({ text }) => text),
  )
}

function answerOf(
  outcome: RankingOutcome,
  input: RankingContent,
  stages: readonly RankingContent[],
): RankingAnswer {
  const result = keep(outcome)
  const contents = [input, result, ...stages]
  return {
    kind: 'done',
    outcome,
    input: input.digest,
    result: result.digest,
    // A step that only weighs leaves the table as it was.
    contents: [...new Map(contents.map((one) => [one.digest, one])).values()],
  }
}

/** Marks units and ranks them. What is handed in is put in order first: the same facts are the same bytes. */
function rankMarks({ sheet, facts }: SheetOrder): RankingAnswer {
  // What is kept was written below.
  const read: FactTable = typeof facts === 'string' ? JSON.parse(facts) : facts
  const { units, entries } = orderMarked(read)
  const plain = sheetOf(sheet)
  const marking = markUnits(plain, units, entries)
  if (marking.kind === 'refused') return { kind: 'refused', faults: sheetFaultsOf(sheet, marking.findings) }
  const marked = marking.units
  const opened = openMarks({ sheet: plain, units, marked }, sheet.uncertainty.of)
  const codes = sheet.items.map(({ code }) => code)
  const spread = measureSpread({ codes, uncertainty: sheet.uncertainty }, opened)
  const stage = keep({
    units: marked.map(({ unit }) => unit),
    columns: codes,
    values: marked.map(({ items }) => items.map(({ marks }) => marks)),
  })
  const outcome: RankingOutcome = {
    form: 1,
    shown: shownOf(sheet),
    units: rowsOf({
      bands: sheet.bands,
      ranking: marked.map(({ unit, marks, rank, tied }) => ({ unit, score: marks, rank, tied })),
      spread,
      groups: groupsOf(opened),
      missing: new Map(),
      atCeiling: new Set(marked.filter((one) => one.atCeiling).map(({ unit }) => unit)),
    }),
    apart: [],
    weights: {},
    stages: [{ step: 0, kind: 'marks', units: marked.length, columns: codes, digest: stage.digest }],
    treatments: [],
    findings: [],
    runs: spread.runs,
    left_out: spread.leftOut,
    shares: spread.shares,
    marks: detailOf(sheet, marked),
  }
  return answerOf(outcome, keep({ units, entries }), [stage])
}

/** Every line of every unit, so that it can be contested. */
function detailOf(sheet: SheetContent, marked: readonly UnitMark[]): NonNullable<RankingOutcome['marks']> {
  const groups = [...new Set(marked.map(({ group }) => group))]
  return {
    ceilings: Object.fromEntries(groups.map((group) => [group, ceilingOf(sheet, group)])),
    units: marked.map(({ unit, items, atCeiling, flags }) => ({
      unit,
      at_ceiling: atCeiling,
      review: [...flags],
      items: items.map(({ code, marks, entries, leftOut }) => ({
        code,
        marks,
        entries: entries.map((one) => ({ ...one })),
        left_out: [...leftOut],
      })),
    })),
  }
}

function missingIn({ units, values }: IndicatorTable): ReadonlyMap<string, number> {
  return new Map(
    units.map(({ code }, row) => [code, values[row]?.filter((value) => value === null).length ?? 0]),
  )
}

function keep(value: unknown): RankingContent {
  const content = canonicalJson(value)
  return { digest: hash('sha256', content, 'hex'), content }
}

/** What each unit is ranked within; empty where all are ranked together. */
function groupsOf({ units, groups }: Sensitivity): ReadonlyMap<string, string> {
  return new Map(groups?.map((group, row) => [units[row] ?? '', group ?? '']))
}
