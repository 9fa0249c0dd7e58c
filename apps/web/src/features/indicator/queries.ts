import type { AnswerOf, compareIndicatorUnits, readIndicator, readIndicatorSeries } from '@duibiao/contract'
import { useAsk } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import { grainOf } from './indicator-state.ts'
import type { SpanKind, UnitAsked } from './indicator-state.ts'

export type IndicatorLine = RowOf<'indicator.list'>
export type IndicatorDetail = AnswerOf<typeof readIndicator>
type SeriesAnswer = AnswerOf<typeof readIndicatorSeries>
export type IndicatorPoint = SeriesAnswer['rows'][number]
export type IndicatorSeries = Omit<SeriesAnswer, 'rows'> & { readonly rows: readonly IndicatorPoint[] }
export type Revision = IndicatorSeries['revisions'][number]
export type Comparison = AnswerOf<typeof compareIndicatorUnits>
export type Standing = Comparison['rows'][number]
export type GapWork = RowOf<'gap_work.list'>
export type VisitAction = RowOf<'visit.actions'>
export type CountedMatter = RowOf<'indicator.matters'>

/** Numbers are counted as matters move; a minute old is new enough for what is looked at by months. */
export const often = { every: 60_000 } as const

export function useIndicators() {
  return useAsk('indicator.list', {}, often)
}

export function useIndicator(indicator: string) {
  return useAsk('indicator.read', { params: { indicator } }, often)
}

export interface SeriesAsked {
  readonly unit: UnitAsked
  readonly grain: SpanKind
  readonly from?: string
}

export function seriesAsked({ unit, grain, from }: SeriesAsked) {
  return { ...unit, grain, ...(from !== undefined && { from }) }
}

export function useSeries(indicator: string, asked: SeriesAsked) {
  const query = seriesAsked(asked)
  return useAsk('indicator.series', { params: { indicator }, query }, { ...often, keeps: true })
}

export interface ComparisonAsked {
  readonly period: string
  readonly by: 'area' | 'office'
  readonly level: 'street' | 'community' | 'grid'
}

export function unitsAsked({ period, by, level }: ComparisonAsked) {
  return { period, by, ...(by === 'area' && { level }) }
}

export function useComparison(indicator: string, asked: ComparisonAsked) {
  const query = unitsAsked(asked)
  const isWanted = grainOf(asked.period) !== undefined
  return useAsk('indicator.units', { params: { indicator }, query }, { ...often, isWanted, keeps: true })
}

/** The units of one period, as the parts of the comparison are given them. */
export interface ComparisonProps {
  readonly indicator: IndicatorDetail
  readonly comparison: Comparison
  readonly by: 'area' | 'office'
}
