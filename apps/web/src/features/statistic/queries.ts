import type { AnswerOf, OperationOf } from '@duibiao/contract'
import { useAsk, useForget } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'

export type StatisticReport = AnswerOf<OperationOf<'statistic.import'>>
export type DivisionReport = AnswerOf<OperationOf<'statistic_division.replace'>>
export type BoundaryReport = AnswerOf<OperationOf<'boundary.replace'>>
export type Finding = StatisticReport['findings'][number]
export type Indicator = RowOf<'statistic.list'>
export type ImportRead = AnswerOf<OperationOf<'statistic_import.read'>>
export type ImportLine = RowOf<'statistic_import.list'>
export type ValueLine = RowOf<'statistic.values'>
export type RevisionLine = RowOf<'statistic.revisions'>

/** What the rows of a table stand for. */
export const unitKinds = ['division', 'area', 'office'] as const
export type UnitKind = (typeof unitKinds)[number]

/** What is tried and then written: a table of statistics, or the list of divisions. */
export type FileKind = 'statistics' | 'divisions'

export function useIndicators() {
  return useAsk('statistic.list', {})
}

export function useImport(number: number) {
  return useAsk('statistic_import.read', { params: { import: number } })
}

/** After an import or a withdrawal everything that shows statistics is asked for anew. */
export function useStatisticsChanged(): () => Promise<void> {
  const forget = useForget()
  return () =>
    forget(
      'statistic.list',
      'statistic.values',
      'statistic.revisions',
      'statistic_import.list',
      'statistic_import.read',
      'statistic_division.list',
    )
}
