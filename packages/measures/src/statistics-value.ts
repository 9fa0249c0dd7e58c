import type { Finding } from '@duibiao/base'
import { statisticsFinding } from './statistics-finding.ts'
import type { StatisticsColumn, StatisticsPlan } from './statistics-layout.ts'

/** A value of a row that was taken. */
export type RowValue = { readonly column: StatisticsColumn; readonly value: number }

const number = /^[-+]?(\d+|\d{1,3}(,\d{3})+)?(\.\d+)?([eE][-+]?\d+)?$/
const absent = /^(|-|—|–|…|\.\.|\/|NA|N\/A|n\.a\.|null|无|缺)$/i

/** A cell as a number: NaN where it is empty or says that nothing is known, undefined where it is no number. */
export function numberOfCell(text: string): number | undefined {
  const plain = text.normalize('NFKC').trim()
  if (absent.test(plain)) return NaN
  if (!number.test(plain) || !/\d/.test(plain)) return undefined
  const value = Number(plain.replaceAll(',', ''))
  return Number.isFinite(value) ? value : undefined
}

/** The values of a row that can be; the others are named. */
export function readValues(
  row: readonly string[],
  columns: readonly StatisticsColumn[],
  { file, line, plan }: { readonly file: string; readonly line: number; readonly plan: StatisticsPlan },
): { readonly values: readonly RowValue[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = []
  const values = columns.flatMap((column): readonly RowValue[] => {
    const text = row[column.place] ?? ''
    const at = { file, line, column: column.place + 1 }
    const found = numberOfCell(text)
    if (found === undefined) {
      findings.push(statisticsFinding(at, 'value_not_number', { text: text.trim() }))
      return []
    }
    if (Number.isNaN(found)) return []
    const { least = -Infinity, most = Infinity } = column.indicator
    const value = found * column.factor
    if (value >= least && value <= most) return [{ column, value }]
    const params = { text: value, least: boundOf(least), most: boundOf(most) }
    findings.push(statisticsFinding(at, 'value_impossible', params))
    return []
  })
  const wrong = new Set<string>()
  for (const { part, whole } of plan.wholes ?? []) {
    const finding = checkWhole(values, { part, whole, file, line })
    if (finding === undefined) continue
    findings.push(finding)
    wrong.add(part).add(whole)
  }
  return { values: values.filter(({ column }) => !wrong.has(column.indicator.code)), findings }
}

/** A part above its whole, or a whole that is not above nothing: neither of the two is taken. */
function checkWhole(
  values: readonly RowValue[],
  pair: { readonly part: string; readonly whole: string; readonly file: string; readonly line: number },
): Finding | undefined {
  const part = values.find(({ column }) => column.indicator.code === pair.part)
  const whole = values.find(({ column }) => column.indicator.code === pair.whole)
  if (whole === undefined) return undefined
  const { file, line } = pair
  const names = { part: pair.part, whole: pair.whole }
  if (whole.value < 0 || (whole.value === 0 && part !== undefined && part.value !== 0)) {
    const at = { file, line, column: whole.column.place + 1 }
    return statisticsFinding(at, 'whole_not_positive', { ...names, text: whole.value })
  }
  if (part === undefined || part.value <= whole.value) return undefined
  const at = { file, line, column: part.column.place + 1 }
  return statisticsFinding(at, 'part_above_whole', { ...names, text: part.value, other: whole.value })
}

function boundOf(bound: number): string {
  return Number.isFinite(bound) ? String(bound) : ''
}
