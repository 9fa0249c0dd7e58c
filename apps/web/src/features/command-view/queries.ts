import type { AnswerOf, listPoints } from '@duibiao/contract'
import { useMemo } from 'react'
import { useNow } from '../../text/format-context.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import { dayStart, measureFilters, narrowingOf } from './command-state.ts'
import type { CommandState } from './command-state.ts'

export type Point = AnswerOf<typeof listPoints>['rows'][number]
export type MatterRow = RowOf<'matter.list'>

/** How often everything is asked for again, milliseconds. */
const refreshEvery = 20_000
/** From when on what is shown counts as old, milliseconds: two answers were missed. */
export const staleAfter = 50_000
/** The most points that one map shows; the newest. */
const mostPoints = 10_000

const often = { every: refreshEvery } as const
const seldom = { staysFor: 600_000 } as const

/** All that the view shows, narrowed as the address says. The same filters make every number, the list behind it and the points. */
export function useCommandData(state: CommandState) {
  const now = useNow()
  const narrowing = narrowingOf(state, now)
  const { area, level, measure } = state
  const around = area === undefined ? {} : { area }
  const counts = useAsk('matter.count', { query: narrowing }, often)
  const points = useAsk(
    'matter.points',
    { query: { ...narrowing, ...measureFilters[measure], limit: mostPoints } },
    often,
  )
  const areas = useAsk('matter.group', { query: { ...narrowing, by: 'area', level } }, often)
  const categories = useAsk('matter.group', { query: { ...narrowing, by: 'category' } }, often)
  const week = dayStart(now, 7)
  const hot = useAsk(
    'matter.group',
    { query: { ...narrowing, opened_from: week, by: 'area', level: 'community' } },
    often,
  )
  const whistles = useAsk(
    'matter.list',
    { query: { ...around, pack: 'whistle', open: true, limit: 50 } },
    often,
  )
  const called = useAsk('matter.count', { query: { ...around, pack: 'whistle' } }, often)
  const newest = useAsk('matter.list', { query: { ...around, limit: 15 } }, often)
  const roster = useAsk('duty_time.roster', { query: {} }, { every: 60_000 })
  const shapes = useAsk(
    'area.shapes',
    { query: { level, ...(area !== undefined && { below: area }) } },
    seldom,
  )
  const live = [counts, points, areas, categories, hot, whistles, called]
  const known = live.filter(({ data }) => data !== undefined)
  const updatedAt = known.length === 0 ? undefined : Math.min(...known.map((one) => one.dataUpdatedAt))
  return {
    narrowing,
    week,
    counts,
    points,
    areas,
    categories,
    hot,
    whistles,
    /** How many whistles are under way. */
    called,
    newest,
    roster,
    shapes,
    /** When the oldest of what is shown was answered; undefined before the first answer. */
    updatedAt,
  }
}

export type CommandData = ReturnType<typeof useCommandData>

/** What areas with open matters are called, by id. */
export function useAreaNames(): ReadonlyMap<string, string> {
  const { data } = useAsk('matter.group', { query: { by: 'area' } }, seldom)
  return useMemo(
    () => new Map((data?.rows ?? []).map(({ key = '', name = key }) => [key, name] as const)),
    [data],
  )
}

/** The area that the view is narrowed to, with those above it. */
export function useAreaPath(area: string | undefined) {
  return useAsk(
    'area.read',
    { params: { area: area ?? '' }, query: {} },
    { ...seldom, isWanted: area !== undefined },
  )
}
