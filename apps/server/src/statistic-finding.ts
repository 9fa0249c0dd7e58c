import type { Finding } from '@duibiao/base'
import type { StatisticFault } from '@duibiao/contract'
import type { SheetFinding } from '@duibiao/sheet'
import type { Static } from 'typebox'

/** A fault of a table or of its plan, by row and column. */
export type StatisticFinding = Static<typeof StatisticFault>

const faults = {
  plan_without_indicators: [
    'error',
    '导入设置没有写明指标：区县库中的指标须有代码、名称、计量单位和来源',
    'the plan names no indicators: those of a district have a code, names, a unit of measure and a source',
  ],
  code_impossible: [
    'error',
    '指标代码“{text}”不能用：以字母或数字开头，至多 64 个字符，不能与计算指标的写法（包名.指标名）相同',
    'the code "{text}" cannot be used: letters or digits first, 64 characters at most, and not written as computed indicators are (pack.name)',
  ],
  definition_missing: [
    'error',
    '指标“{text}”还没有定义：请在导入设置中写明 {there}',
    'the indicator "{text}" is not defined yet: say {there} in the plan',
  ],
  measure_changed: [
    'error',
    '指标“{text}”已按“{before}”计量，不能改为“{after}”：请换一个代码',
    'the indicator "{text}" is measured in {before} and cannot turn to {after}: give it another code',
  ],
  definition_changed: [
    'warning',
    '指标“{text}”的定义与以前不同，今后按新的定义',
    'the indicator "{text}" is defined otherwise than before; the new definition holds from now on',
  ],
  period_unlike: [
    'error',
    '该行的年份是 {text}，导入的是 {wanted}',
    'the row is of {text}, the import of {wanted}',
  ],
  value_revised: [
    'warning',
    '与第 {import} 次导入的数值不同：{before} → {after}，将记为修订',
    'differs from the value of import {import}: {before} → {after}; recorded as a revision',
  ],
  values_too_many: [
    'error',
    '数值有 {text} 个，一次最多导入 {most} 个：请分成几个文件',
    'there are {text} values, {most} at most in one import: divide the file',
  ],
  no_values: ['error', '没有可以导入的数值', 'there is no value to import'],
  divisions_missing: [
    'error',
    '还没有行政区划名录：请先导入名录',
    'there is no list of divisions yet: import one first',
  ],
  code_malformed: [
    'error',
    '“{text}”不是行政区划代码（6、9 或 12 位数字）',
    '"{text}" is no code of a division (6, 9 or 12 digits)',
  ],
  name_missing: ['error', '该行没有名称', 'the row has no name'],
  division_doubled: [
    'error',
    '代码 {text} 在同一年份有两行',
    'the code {text} has two rows for the same years',
  ],
  years_turned: [
    'error',
    '代码 {text} 的终止年早于起始年',
    'the last year of the code {text} lies before its first',
  ],
  years_shared: [
    'warning',
    '代码 {text} 的另一行也包含 {year} 年：共有的年份以起始年较晚的一行为准',
    'another row of the code {text} holds in {year} too: in years that both have, the row that begins later holds',
  ],
  successor_unknown: [
    'warning',
    '名录中没有后继代码 {text}',
    'the list lacks the code {text} that is named as a successor',
  ],
  division_in_use: [
    'error',
    '名录中没有代码 {text}，但已有它的统计数值：请保留该行，写明终止年',
    'the list lacks the code {text}, of which there are values: keep its row with its last year',
  ],
} as const satisfies Readonly<Record<string, readonly ['error' | 'warning', string, string]>>

/** A fault at a place; row 0 is the file as a whole, column 0 the row. */
export function statisticFault(
  {
    file,
    row = 0,
    column = 0,
  }: Partial<Pick<StatisticFinding, 'row' | 'column'>> & Pick<StatisticFinding, 'file'>,
  code: keyof typeof faults,
  params: Readonly<Record<string, string | number>> = {},
): StatisticFinding {
  const [severity, zh, en] = faults[code]
  return { file, row, column, code, severity, message: { zh: fill(zh, params), en: fill(en, params) } }
}

/** What was found by the readers of tables and plans, at its place. */
export function findingIn(
  file: StatisticFinding['file'],
  { line, column = 0, code, severity, zh, en }: Finding,
): StatisticFinding {
  return { file, row: line, column, code, severity, message: { zh, en } }
}

/** What could not be read of a sheet. */
export function sheetFault({ row, column, code, severity, zh, en }: SheetFinding): StatisticFinding {
  return { file: 'table', row, column, code, severity, message: { zh, en } }
}

export function isError({ severity }: StatisticFinding): boolean {
  return severity === 'error'
}

/** What a report holds at most: enough to mend a file by, and small enough for a screen. */
const mostFindings = 2000

/** The findings of a report, and how many are left out. */
export function tellFindings(findings: readonly StatisticFinding[]): {
  readonly findings: StatisticFinding[]
  readonly left_out: number
} {
  return {
    findings: findings.slice(0, mostFindings),
    left_out: Math.max(0, findings.length - mostFindings),
  }
}

function fill(template: string, params: Readonly<Record<string, string | number>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
}
