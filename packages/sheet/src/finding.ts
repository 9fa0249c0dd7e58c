/** A fault of a file or of one row of it; the other rows are read all the same. */
export type SheetFinding = {
  readonly sheet: string
  /** 1-based; 0 is the sheet as a whole. */
  readonly row: number
  /** 1-based; 0 is the row as a whole. */
  readonly column: number
  readonly code: SheetFaultCode
  readonly severity: 'error' | 'warning'
  readonly zh: string
  readonly en: string
}

export type SheetFaultCode = keyof typeof sheetFaults

/** The sentence of every fault in both languages. */
const sheetFaults = {
  row_damaged: {
    zh: '含有损坏的字节，无法识别：请从原系统重新导出',
    en: 'bytes are damaged and cannot be read as text: export it anew',
  },
  row_malformed: {
    zh: '这一行不符合格式（{problem}）',
    en: 'the row is malformed ({problem})',
  },
  header_doubled: { zh: '表头“{header}”出现了两次', en: 'the header "{header}" is there twice' },
  header_missing: {
    zh: '第 {column} 列有内容而没有表头，已忽略',
    en: 'column {column} has content and no header and is passed over',
  },
  number_imprecise: {
    zh: '数字超过 15 位，表格软件已把后几位丢掉：请把该列设为“文本”后重新填写',
    en: 'a number of more than 15 digits has lost its last ones: make the column text and enter it anew',
  },
  formula_unvalued: {
    zh: '公式没有保存结果，不予计算：请粘贴为数值',
    en: 'the formula has no stored result and is not computed: paste it as a value',
  },
  cell_error: { zh: '单元格是错误值 {text}', en: 'the cell holds the error {text}' },
  date_impossible: { zh: '日期值 {text} 不存在', en: 'the date value {text} does not exist' },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly en: string }>>

export function sheetFinding(
  place: { readonly sheet: string; readonly row: number; readonly column?: number },
  code: SheetFaultCode,
  params: { readonly [name: string]: string | number } = {},
): SheetFinding {
  const { zh, en } = sheetFaults[code]
  const { sheet, row, column = 0 } = place
  const severity = code === 'header_missing' ? 'warning' : 'error'
  return { sheet, row, column, code, severity, zh: fill(zh, params), en: fill(en, params) }
}

function fill(template: string, params: { readonly [name: string]: string | number }): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
}
