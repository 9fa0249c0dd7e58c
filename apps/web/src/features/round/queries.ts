import { useMe } from '../../app/me.tsx'
import { outboxOf } from '../../form/outbox.ts'
import type { Outbox } from '../../form/outbox.ts'
import { useOutbox, useSending } from '../../form/use-outbox.ts'
import { useAsk, useAskPages } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import type { RoundState } from './round-state.ts'
import { filterOf } from './round-state.ts'

export type Task = RowOf<'task.list'>
export type OpenMatter = RowOf<'matter.list'>

/** What this person has not sent yet. */
export function useRoundOutbox(): Outbox {
  const { person } = useMe()
  return outboxOf(`round.${person}`, localStorage)
}

/** How many wait here; the line of the navigation is always there, so that what waits is sent from any screen. */
export function useUnsentCount(): number {
  const outbox = useRoundOutbox()
  useSending(outbox)
  return useOutbox(outbox).unsent.length
}

const day = 600_000

/** The area that somebody answers for: the one of the office they work in; undefined until it is known. */
export function useOwnArea() {
  const { posts } = useMe()
  const post = posts.find(({ role }) => role === 'grid_worker') ?? posts[0]
  const office = useAsk(
    'office.read',
    { params: { office: post?.office ?? '' } },
    { isWanted: post !== undefined, staysFor: day },
  )
  const id = office.data?.area
  const area = useAsk(
    'area.read',
    { params: { area: id ?? '' }, query: {} },
    { isWanted: id !== undefined, staysFor: day },
  )
  return { id, name: area.data?.name ?? post?.office_name ?? '', office }
}

/** The grids of an area by their names. */
export function useGrids(area: string | undefined) {
  const query = { level: 'grid', limit: 200, ...(area !== undefined && { below: area }) } as const
  const { data } = useAsk('area.list', { query }, { isWanted: area !== undefined, staysFor: day })
  return data?.rows ?? []
}

/** Tasks that wait for this person, those due first first. */
export function useOwnTasks() {
  return useAsk('task.list', { query: { limit: 100 } }, { every: 60_000 })
}

/** What is open in the area: the list, the points of the map and the number, all by one filter. */
export function useOpenMatters(state: RoundState, area: string) {
  const filter = filterOf(state, area)
  const isMap = state.view === 'map'
  const list = useAskPages('matter.list', { query: { ...filter, limit: 50 } })
  const points = useAsk('matter.points', { query: { ...filter, limit: 1000 } }, { isWanted: isMap })
  const counts = useAsk('matter.count', { query: filter }, { every: 60_000 })
  const below = state.grid ?? area
  const shapes = useAsk(
    'area.shapes',
    { query: { level: 'grid', below } },
    { isWanted: isMap, staysFor: day },
  )
  return { list, points, counts, shapes }
}

/** The way in which grid workers report: pack and form; undefined where no pack has one. */
export function usePatrolKind() {
  const kinds = useAsk('report_kind.list', {}, { staysFor: Infinity })
  const kind = kinds.data?.rows.find(({ patrol }) => patrol !== undefined)
  const given = { params: { pack: kind?.pack ?? '', form: kind?.patrol ?? '' } }
  const form = useAsk('form.read', given, { isWanted: kind !== undefined, staysFor: Infinity })
  return { kinds, kind, form }
}
