import type { MarkTable, RankingResult, RankingTable } from '@duibiao/contract'
import type { IndicatorTable } from '@duibiao/measures'
import type { Static } from 'typebox'
import { recipeError } from './recipe-fault.ts'
import type { RecipeFault } from './recipe-fault.ts'
import { tableOf } from './recipe-rule.ts'
import type { Content } from './recipe-rule.ts'

/** Observations of units, from wherever they come: columns by code of their indicator. */
export type ObservationTable = Static<typeof RankingTable>

/** Facts of units and of what counts for them, for a mark sheet. */
export type FactTable = Static<typeof MarkTable>

/** What a recipe gave, as it goes over the wire and is kept. */
export type RankingOutcome = Static<typeof RankingResult>

/** A table in the order of a recipe; without one where a row or a column does not stand for anything. */
interface ArrangedTable {
  readonly table: IndicatorTable | undefined
  readonly faults: readonly RecipeFault[]
}

/** Names that units bring themselves, such as the zones of a race, which stand in no list of the district. */
export function ownNames({ units }: ObservationTable): ReadonlyMap<string, string> {
  return new Map(
    units.flatMap(({ code, attributes }) => {
      const name = attributes?.['name']
      return typeof name === 'string' ? [[code, name] as const] : []
    }),
  )
}

/** The columns that a recipe asks for, in its order. Columns it does not ask for are told and left out. */
export function arrangeTable(content: Content, observations: ObservationTable): ArrangedTable {
  const { units, indicators, values } = observations
  const faults = [...checkShape(observations), ...checkColumns(content, indicators)]
  if (faults.some(({ severity }) => severity === 'error')) return { table: undefined, faults }
  const places = content.indicators.map(({ code }) => indicators.indexOf(code))
  const cells = values.map((row) => places.map((place) => row[place] ?? null))
  return { table: tableOf(content, { units, values: cells }), faults }
}

function checkShape({ units, indicators, values }: ObservationTable): readonly RecipeFault[] {
  if (values.length !== units.length) {
    return [
      recipeError('/values', 'row_count', {
        zh: `数据有 ${values.length} 行，单位有 ${units.length} 个`,
        en: `there are ${values.length} rows of values and ${units.length} units`,
      }),
    ]
  }
  return units.flatMap(({ code }, row) => {
    const length = values[row]?.length ?? 0
    return length === indicators.length
      ? []
      : [
          recipeError(`/values/${code}`, 'row_length', {
            zh: `单位“${code}”一行有 ${length} 个数值，指标有 ${indicators.length} 个`,
            en: `the row of "${code}" has ${length} values for ${indicators.length} indicators`,
          }),
        ]
  })
}

function checkColumns({ indicators }: Content, columns: readonly string[]): readonly RecipeFault[] {
  const wanted = new Set(indicators.map(({ code }) => code))
  const seen = new Set<string>()
  const faults: RecipeFault[] = []
  for (const code of columns) {
    const path = `/indicators/${code}`
    if (seen.has(code)) {
      faults.push(
        recipeError(path, 'duplicate_indicator', {
          zh: `数据表中指标“${code}”有两列`,
          en: `the table has two columns for "${code}"`,
        }),
      )
    } else if (!wanted.has(code)) {
      const text = { zh: `方案不使用指标“${code}”`, en: `the recipe does not use indicator "${code}"` }
      faults.push({ ...recipeError(path, 'column_unused', text), severity: 'warning' })
    }
    seen.add(code)
  }
  for (const code of wanted) {
    if (seen.has(code)) continue
    faults.push(
      recipeError(`/indicators/${code}`, 'column_missing', {
        zh: `数据表中没有指标“${code}”`,
        en: `the table has no column for "${code}"`,
      }),
    )
  }
  return faults
}
