import type { Finding } from '@duibiao/base'

/** What can be wrong with a table of statistics. */
export type StatisticsFault = keyof typeof faults

const faults = {
  table_empty: ['error', '表中没有表头和数据', 'the table has no header and no rows'],
  name_column_missing: ['error', '找不到地区名称列', 'no column holds the names of the units'],
  year_missing: ['error', '文件和导入设置都没有写明年份', 'neither the file nor the import names the year'],
  year_impossible: ['error', '“{text}”不是年份', '"{text}" is not a year'],
  column_unknown: [
    'warning',
    '列“{text}”没有对应的指标，未导入',
    'no indicator is called "{text}": the column is not taken',
  ],
  column_doubled: [
    'error',
    '列“{text}”出现两次，后一列未导入',
    'the column "{text}" is there twice: the later one is not taken',
  ],
  measure_missing: ['warning', '列“{text}”没有写计量单位', 'the column "{text}" names no unit of measure'],
  measure_converted: [
    'warning',
    '列“{text}”的单位是{given}，已换算为{wanted}',
    'the column "{text}" is in {given} and was converted to {wanted}',
  ],
  measure_unlike: [
    'error',
    '列“{text}”的单位{given}不能换算为{wanted}，未导入',
    'the column "{text}" is in {given}, which is no {wanted}: not taken',
  ],
  name_missing: ['error', '该行没有地区名称', 'the row has no name'],
  name_spaced: [
    'warning',
    '名称“{text}”中有空格，按“{clean}”处理',
    'the name "{text}" holds a blank and is taken as "{clean}"',
  ],
  name_marked: [
    'error',
    '名称“{text}”带有脚注标记，可能是“{clean}”（{code}），请确认',
    'the name "{text}" carries a mark; it may be "{clean}" ({code}): confirm',
  ],
  name_unknown: ['error', '找不到地区“{text}”', 'no unit is called "{text}"'],
  name_ambiguous: ['error', '“{text}”对应多个代码：{codes}', '"{text}" may be any of {codes}'],
  name_former: [
    'warning',
    '“{text}”已于 {year} 年前变更，按“{clean}”（{code}）处理',
    '"{text}" ceased before {year} and is taken as "{clean}" ({code})',
  ],
  name_split: [
    'error',
    '“{text}”已撤销，后继为 {codes}，须人工分配',
    '"{text}" was divided into {codes}: a person must divide the values',
  ],
  code_unknown: ['error', '代码“{text}”不存在', 'the code "{text}" does not exist'],
  code_unlike_name: [
    'error',
    '代码 {code} 是“{clean}”，该行写的是“{text}”',
    'the code {code} is "{clean}", the row says "{text}"',
  ],
  parent_wrong: [
    'error',
    '“{text}”不在“{parent}”，可能是 {code}，请确认',
    '"{text}" does not lie in "{parent}"; it may be {code}: confirm',
  ],
  parent_block: [
    'warning',
    '第 {from}—{to} 行的上级“{parent}”写了多个地区，逐行按名称判定',
    'rows {from} to {to} name several parents ("{parent}"): each row was told apart by its name',
  ],
  cells_shifted: [
    'error',
    '该行自“{text}”起错位一格（{way}），这些数值未导入',
    'from "{text}" on the cells of the row stand one place off ({way}): these values are not taken',
  ],
  cells_beyond: ['error', '第 {column} 列有内容而没有表头', 'column {column} has content and no header'],
  value_not_number: ['error', '“{text}”不是数字', '"{text}" is not a number'],
  value_impossible: [
    'error',
    '数值 {text} 超出可能范围（{least}—{most}）',
    'the value {text} is outside what can be ({least} to {most})',
  ],
  whole_not_positive: [
    'error',
    '分母“{whole}”为 {text}，不是正数',
    'the denominator "{whole}" is {text}, which is not above nothing',
  ],
  part_above_whole: [
    'error',
    '“{part}”{text} 大于“{whole}”{other}',
    '"{part}" {text} is above "{whole}" {other}',
  ],
  row_doubled: ['error', '与第 {other} 行是同一地区同一年份', 'the same unit and year as row {other}'],
} as const satisfies Readonly<Record<string, readonly ['error' | 'warning', string, string]>>

/** A finding about a row (1-based) and, where it is about one, a cell. */
export function statisticsFinding(
  place: { readonly file: string; readonly line: number; readonly column?: number },
  code: StatisticsFault,
  params: Readonly<Record<string, string | number>> = {},
): Finding {
  const [severity, zh, en] = faults[code]
  return { ...place, code, severity, zh: fill(zh, params), en: fill(en, params) }
}

function fill(template: string, params: Readonly<Record<string, string | number>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
}
