import type { Finding } from '@duibiao/base'
import { statisticsFinding } from './statistics-finding.ts'
import { measureFactor } from './unit-of-measure.ts'

/** An indicator that a table may hold, with what its values can be. */
export type StatisticsIndicator = {
  readonly code: string
  /** Headers that stand for it; its code alone unless given. */
  readonly headers?: readonly string[]
  readonly measure?: string
  /** Bounds of the possible, in that unit of measure. */
  readonly least?: number
  readonly most?: number
}

/** How a table is to be read. Columns are found by their headers; without indicators every other column is one. */
export type StatisticsPlan = {
  readonly nameHeader?: string
  readonly parentHeader?: string
  readonly codeHeader?: string
  readonly yearHeader?: string
  /** Year of all rows where no column holds it. */
  readonly year?: number
  readonly indicators?: readonly StatisticsIndicator[]
  /** Indicators of which one is contained in the other: the part cannot be above the whole, which must be above nothing. */
  readonly wholes?: readonly { readonly part: string; readonly whole: string }[]
}

export type StatisticsColumn = {
  /** 0-based place of the cell in its row. */
  readonly place: number
  readonly header: string
  readonly indicator: StatisticsIndicator
  /** From the unit of measure of the table to that of the indicator. */
  readonly factor: number
}

export type StatisticsLayout = {
  readonly name: number
  readonly parent: number | undefined
  readonly code: number | undefined
  readonly year: number | undefined
  readonly columns: readonly StatisticsColumn[]
  /** Number of columns that have a header, the last of them counted. */
  readonly width: number
  /** 0-based place of the first row of values. */
  readonly firstRow: number
}

const nameHeaders = /^(area|name|地区|地区名称|区县|县区|县（市、区）|县\(市、区\)|区域|名称|单位名称)$/i
const parentHeaders = /^(province|省|省份|市|所属地区|上级)$/i
const codeHeaders = /^(code|代码|区划代码|行政区划代码|地区代码)$/i
const yearHeaders = /^(year|年|年份|年度)$/i
const measureRow = /^(unit|单位|计量单位)$/i
const remarkRow = /^(remark|remarks|备注|注|说明)/i

/** Finds the header, the rows of units and remarks, and what each column is. */
export function readLayout(
  file: string,
  rows: readonly (readonly string[])[],
  plan: StatisticsPlan,
): { readonly layout?: StatisticsLayout; readonly findings: readonly Finding[] } {
  const headRow = rows.findIndex((row) => row.filter((cell) => cell.trim() !== '').length > 1)
  const head = rows[headRow]?.map((cell) => cell.replaceAll(/\s+/g, ' ').trim())
  if (head === undefined) return { findings: [statisticsFinding({ file, line: 0 }, 'table_empty')] }
  const name = placeOf(head, plan.nameHeader, nameHeaders)
  if (name === undefined) {
    return { findings: [statisticsFinding({ file, line: headRow + 1 }, 'name_column_missing')] }
  }
  const parent = placeOf(head, plan.parentHeader, parentHeaders)
  const code = placeOf(head, plan.codeHeader, codeHeaders)
  const year = placeOf(head, plan.yearHeader, yearHeaders)
  let firstRow = headRow + 1
  let measures: readonly string[] | undefined
  for (; firstRow < rows.length; firstRow++) {
    const row = rows[firstRow] ?? []
    const first = (row[name] ?? '').trim()
    if (measureRow.test(first)) measures = row.map((cell) => cell.trim())
    else if (!remarkRow.test(first)) break
  }
  const taken = new Set([name, parent, code, year])
  const read = readColumns(head, { file, line: headRow + 1, taken, measures, plan })
  const width = head.findLastIndex((header) => header !== '') + 1
  const layout = { name, parent, code, year, columns: read.columns, width, firstRow }
  const hasYear = year !== undefined || plan.year !== undefined
  const noYear = hasYear ? [] : [statisticsFinding({ file, line: 0 }, 'year_missing')]
  return { layout, findings: [...noYear, ...read.findings] }
}

function placeOf(head: readonly string[], given: string | undefined, usual: RegExp): number | undefined {
  const place = head.findIndex((header) => (given === undefined ? usual.test(header) : header === given))
  return place < 0 ? undefined : place
}

type ColumnWork = {
  readonly file: string
  readonly line: number
  readonly taken: ReadonlySet<number | undefined>
  readonly measures: readonly string[] | undefined
  readonly plan: StatisticsPlan
}

function readColumns(
  head: readonly string[],
  work: ColumnWork,
): { readonly columns: readonly StatisticsColumn[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = []
  const seen = new Set<string>()
  const columns = head.flatMap((header, place) => {
    if (header === '' || work.taken.has(place)) return []
    const at = { file: work.file, line: work.line, column: place + 1 }
    const indicator = indicatorOf(header, work.plan)
    if (indicator === undefined) {
      findings.push(statisticsFinding(at, 'column_unknown', { text: header }))
      return []
    }
    if (seen.has(indicator.code)) {
      findings.push(statisticsFinding(at, 'column_doubled', { text: header }))
      return []
    }
    seen.add(indicator.code)
    const { factor, finding } = factorOf(header, { at, indicator, given: work.measures?.[place] })
    if (finding !== undefined) findings.push(finding)
    return factor === undefined ? [] : [{ place, header, indicator, factor }]
  })
  return { columns, findings }
}

function indicatorOf(header: string, plan: StatisticsPlan): StatisticsIndicator | undefined {
  if (plan.indicators === undefined) return { code: header }
  return plan.indicators.find(({ code, headers = [] }) => code === header || headers.includes(header))
}

function factorOf(
  header: string,
  column: {
    readonly at: { readonly file: string; readonly line: number; readonly column: number }
    readonly indicator: StatisticsIndicator
    readonly given: string | undefined
  },
): { readonly factor?: number; readonly finding?: Finding } {
  const { at, indicator, given } = column
  const wanted = indicator.measure
  if (wanted === undefined) return { factor: 1 }
  if (given === undefined || given === '') {
    return { factor: 1, finding: statisticsFinding(at, 'measure_missing', { text: header }) }
  }
  const factor = measureFactor(given, wanted)
  if (factor === 1) return { factor }
  const params = { text: header, given, wanted }
  return factor === undefined
    ? { finding: statisticsFinding(at, 'measure_unlike', params) }
    : { factor, finding: statisticsFinding(at, 'measure_converted', params) }
}
