import type { ErrorRow } from './error-row.ts'
import { row } from './error-row.ts'

/** Files of tables that cannot be read at all; faults of single rows are findings. */
export const sheetErrors = {
  sheet_unreadable: row(
    422,
    {
      zh: '文件不是完好的表格文件（{problem}）',
      en: 'The file is no sound file of a table ({problem})',
    },
    {
      zh: '请用表格软件打开后另存为 .xlsx 或 .csv（不设密码）再上传',
      en: 'open it in a spreadsheet, save it as .xlsx or .csv without a password, and try again',
    },
  ),
  sheet_too_large: row(
    413,
    { zh: '文件超过允许的大小（{limit}）', en: 'The file is larger than allowed ({limit})' },
    { zh: '请拆成几个文件', en: 'split it into several files' },
  ),
  sheet_missing: row(
    422,
    {
      zh: '文件没有工作表“{sheet}”，它的工作表是：{there}',
      en: 'The file has no sheet "{sheet}"; it has: {there}',
    },
    { zh: '请写明其中一个工作表', en: 'name one of these' },
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>
