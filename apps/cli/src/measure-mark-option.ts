import type { Finding } from '@duibiao/base'
import type { MarkFile } from '@duibiao/packfile'
import type { Text } from './language.ts'

export interface MarkRequest {
  readonly recipe: string
  readonly table: string
  readonly entries?: string
  readonly units?: string
  readonly year?: number
  readonly compare?: string
  readonly seed: number
  readonly runs: number
  readonly sheet?: string
  readonly out?: string
  readonly json?: true
}

/** What was not handed in counts for nobody, and what is handed in is looked at: neither goes without a word. */
export function checkOptions(
  { entries: columns, items }: MarkFile,
  { recipe, entries, units, year }: MarkRequest,
): readonly Finding[] {
  const counts = items.some(({ kind }) => kind === 'entries')
  const checks: readonly [boolean, string, string, Text][] = [
    [counts && columns === undefined, recipe, 'entries_missing', texts.columnsMissing],
    [counts && entries === undefined, recipe, 'entries_missing', texts.entriesMissing],
    [!counts && entries !== undefined, entries ?? '', 'option_unused', texts.entriesUnused],
    [units !== undefined, units ?? '', 'option_unused', texts.unitsUnused],
    [year !== undefined, recipe, 'option_unused', texts.yearUnused],
  ]
  return checks.flatMap(([isWrong, file, code, said]) =>
    isWrong ? [{ file, line: 0, code, severity: 'error' as const, ...said }] : [],
  )
}

const texts = {
  columnsMissing: {
    zh: '计分表按条目计分，须写明 entries 的各列',
    en: 'the sheet counts entries: name their columns under entries',
  },
  entriesMissing: {
    zh: '计分表按条目计分，须用 --entries 给出条目表',
    en: 'the sheet counts entries: hand in their table with --entries',
  },
  entriesUnused: {
    zh: '没有按条目计分的项，--entries 不会用到',
    en: 'no line of the sheet counts entries: --entries would not be used',
  },
  unitsUnused: {
    zh: '计分表的数据表就是单位表，不用 --units',
    en: 'with a mark sheet the table is that of units: --units is not used',
  },
  yearUnused: {
    zh: '计分表不按年份取行，不用 --year',
    en: 'a mark sheet takes all rows: --year is not used',
  },
} as const satisfies Readonly<Record<string, Text>>
