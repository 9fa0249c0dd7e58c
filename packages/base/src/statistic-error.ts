import type { ErrorRow } from './error-row.ts'
import { row } from './error-row.ts'

/** Imports of statistics. */
export const statisticErrors = {
  statistics_refused: row(
    422,
    {
      zh: '有 {count} 处错误，什么都没有导入',
      en: 'There are errors ({count}), and nothing was imported',
    },
    {
      zh: '请按试运行报告逐行改正；只想导入其余的数值，请选择“其余照常导入”（partial）',
      en: 'mend the rows that the dry run names, or ask for the values without a fault alone (partial)',
    },
  ),
  statistics_changed: row(
    409,
    {
      zh: '试运行之后，统计数据、名录或文件有了变化',
      en: 'Statistics, the list of divisions or the file have changed since the dry run',
    },
    {
      zh: '请重新试运行并核对后再导入',
      en: 'run it dry again, look at what it would do, and then import',
    },
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>
