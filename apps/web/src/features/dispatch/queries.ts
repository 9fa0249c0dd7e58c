import { useEffect } from 'react'
import { useOffices } from '../../ui/office-picker.tsx'
import { useAsk, useAskPages } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import type { Matter } from '../matter/queries.ts'

export type PoolTask = RowOf<'task.list'>

/** What tells tasks of the pool apart. */
export function keyOfTask({ matter, task }: PoolTask): string {
  return `${matter}~${task}`
}

/** Everything a dispatcher holds or may take, what is due first on top. */
export function usePool() {
  const pages = useAskPages('task.list', { query: { limit: 200 } })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return pages
}

/** Metres of a degree of latitude; longitude is close enough here for a look around. */
const reach = 0.003

/** Open matters around the place of one, itself left out. */
export function useAround({ id, place }: Matter): readonly RowOf<'matter.list'>[] {
  const { longitude = 0, latitude = 0 } = place ?? {}
  const box = [longitude - reach, latitude - reach, longitude + reach, latitude + reach]
    .map((degree) => degree.toFixed(5))
    .join(',')
  const found = useAsk(
    'matter.list',
    { query: { open: true, box, limit: 8 } },
    { isWanted: place !== undefined, staysFor: 60_000 },
  )
  return (found.data?.rows ?? []).filter((row) => row.id !== id)
}

/** Where a matter seems to belong. It stays as it is while somebody works with it. */
export function useSuggestion(matter: string) {
  return useAsk('suggestion.read', { params: { matter } }, { staysFor: 60_000 })
}

/** Emergencies nobody has decided on, by their matters. */
export function useEmergencies(): ReadonlyMap<string, RowOf<'emergency.list'>> {
  const { data } = useAsk('emergency.list', {}, { every: 30_000 })
  return new Map((data?.rows ?? []).map((row) => [row.matter, row]))
}

/** What went out without a person and can still be taken back. */
export function useAutomatic() {
  return useAsk('automatic_dispatch.list', {}, { every: 60_000 })
}

/** Offices that the form of a task asks about, by their names. */
export function useOfficeName(): (id: string) => string {
  const offices = useOffices()
  return (id) => offices.find((office) => office.id === id)?.name ?? id
}
