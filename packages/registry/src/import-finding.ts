/** Where in a file of an import something stands. */
export type ImportPlace = {
  /** Empty where the file has only one. */
  readonly sheet: string
  /** 1-based; 0 is the file as a whole. */
  readonly row: number
}

/** A fault of one row of an import; a row with an error is refused, one with a warning goes through. */
export type ImportFinding = ImportPlace & {
  /** 1-based; 0 is the row as a whole. */
  readonly column: number
  readonly code: ImportFaultCode
  readonly severity: 'error' | 'warning'
  readonly zh: string
  readonly en: string
}

export type ImportFaultCode = keyof typeof importFaults

/** What fills the placeholders of a fault. */
export type ImportFaultParams = { readonly [name: string]: string | number }

/** The sentence of every fault, with its placeholders, in both languages. */
export const importFaults = {
  column_missing: {
    zh: '缺少必填列“{header}”：请使用下载的模板，或在表头补上该列',
    en: 'the column "{header}" is missing: use the template, or add it to the header',
  },
  column_unknown: {
    zh: '不认识列“{header}”，已忽略',
    en: 'the column "{header}" is not known and is passed over',
  },
  column_doubled: {
    zh: '列“{header}”与列“{other}”含义相同：请只保留一列',
    en: 'the columns "{header}" and "{other}" mean the same: keep one',
  },
  file_empty: { zh: '文件中没有数据行', en: 'the file has no rows' },
  ending_waived: {
    zh: '有行未通过，文件未列出的内容暂不失效：改正后重新导入',
    en: 'rows were refused, so what the file does not name is not ended yet: mend them and import again',
  },
  cell_missing: { zh: '“{header}”不能为空', en: '"{header}" must not be empty' },
  cell_long: { zh: '“{header}”超过 {limit} 个字', en: '"{header}" is longer than {limit} characters' },
  date_malformed: {
    zh: '“{text}”不是日期：请写成 2026-11-22 或 2026年11月22日',
    en: '"{text}" is no date: write it as 2026-11-22',
  },
  time_malformed: { zh: '“{text}”不是时刻：请写成 08:30', en: '"{text}" is no time: write it as 08:30' },
  number_malformed: { zh: '“{text}”不是正整数', en: '"{text}" is no whole number above 0' },
  choice_unknown: { zh: '“{text}”不在可选值内：{choices}', en: '"{text}" is none of: {choices}' },
  id_malformed: {
    zh: '编号“{text}”不能含空格或斜杠',
    en: 'the id "{text}" must not hold blanks or slashes',
  },
  id_doubled: { zh: '编号与第 {other} 行相同', en: 'the same id as row {other}' },
  code_malformed: {
    zh: '代码“{text}”不符合{level}的位数，或不以上级代码开头',
    en: 'the code "{text}" has not the digits of its level ({level}), or does not begin with the code above',
  },
  credit_code_wrong: {
    zh: '统一社会信用代码“{text}”的校验位不对',
    en: 'the check character of the credit code "{text}" is wrong',
  },
  contact_malformed: { zh: '“{header}”的格式不对', en: 'the form of "{header}" is wrong' },
  reference_missing: {
    zh: '“{header}”所指的“{text}”不存在',
    en: '"{text}" in "{header}" does not exist',
  },
  reference_refused: {
    zh: '“{header}”所指的“{text}”（第 {other} 行）有误未导入：请先改正该行',
    en: '"{text}" in "{header}" (row {other}) is refused: mend that row first',
  },
  parent_circle: { zh: '上级互相包含，成了循环', en: 'the nodes above go round in a circle' },
  parent_level_wrong: {
    zh: '{level}不能设在{parentLevel}之下',
    en: 'a {level} cannot stand below a {parentLevel}',
  },
  validity_empty: {
    zh: '失效日期必须晚于生效日期',
    en: 'the last day must be later than the first',
  },
  validity_beyond_parent: {
    zh: '有效期超出上级“{other}”的有效期',
    en: 'it would be valid when "{other}" above it is not',
  },
  children_outlive: {
    zh: '下级“{other}”届时仍有效：请一并写明失效日期或改挂他处',
    en: '"{other}" below it would still be valid: end it too or place it elsewhere',
  },
  validity_overlaps: {
    zh: '与版本 {other} 的有效期重叠',
    en: 'it would be valid together with version {other}',
  },
  version_early: {
    zh: '生效日期早于已有版本 {other}',
    en: 'it would begin before version {other} that is there',
  },
  successor_wrong: {
    zh: '承继者“{other}”不存在、已失效，或本行没有失效日期',
    en: 'the successor "{other}" does not exist or has ended, or this row does not end',
  },
  geometry_malformed: { zh: '图形有误（{problem}）', en: 'the shape is wrong ({problem})' },
  geometry_self_crossing: {
    zh: '图形在 {place} 处与自身相交',
    en: 'the shape crosses itself at {place}',
  },
  geometry_beyond_parent: {
    zh: '图形在 {place} 处超出上级“{other}” {metres} 米',
    en: 'the shape goes {metres} m beyond "{other}" above it at {place}',
  },
  geometry_overlaps: {
    zh: '图形在 {place} 处与“{other}”重叠',
    en: 'the shape overlaps with "{other}" at {place}',
  },
  office_kind_wrong: {
    zh: '“{other}”不是{wanted}',
    en: '"{other}" is no {wanted}',
  },
  duty_doubled: {
    zh: '与清单项“{other}”说的是同一事项、同一单位、同一时期',
    en: 'row "{other}" is about the same item, offices and days',
  },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly en: string }>>

/** What is reported and lets the row through all the same. */
const warnings: ReadonlySet<ImportFaultCode> = new Set([
  'column_unknown',
  'ending_waived',
  'geometry_overlaps',
])

/** A finding with its sentences filled in. A param may differ by language: `level` is taken from `levelZh` in Chinese. */
export function importFinding(
  place: ImportPlace & { readonly column?: number },
  code: ImportFaultCode,
  params: ImportFaultParams = {},
): ImportFinding {
  const { zh, en } = importFaults[code]
  return {
    sheet: place.sheet,
    row: place.row,
    column: place.column ?? 0,
    code,
    severity: warnings.has(code) ? 'warning' : 'error',
    zh: fill(zh, params, 'Zh'),
    en: fill(en, params, 'En'),
  }
}

function fill(template: string, params: ImportFaultParams, ending: string): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    String(params[`${name}${ending}`] ?? params[name] ?? ''),
  )
}
