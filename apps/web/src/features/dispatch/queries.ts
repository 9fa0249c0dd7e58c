import { useEffect } from 'react'
import { streetOfficeOf } from '../../ui/office-tree.ts'
import type { Office } from '../../ui/office-tree.ts'
import { useOffices } from '../../ui/office-picker.tsx'
import { useAsk, useAskPages } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import type { Matter } from '../matter/queries.ts'
import { suggestOffice } from './suggestion.ts'
import type { Suggestion } from './suggestion.ts'

export type PoolTask = RowOf<'task.list'>

/** What tells tasks of the pool apart. */
export function keyOfTask({ matter, task }: PoolTask): string {
  return `${matter}~${task}`
}

const day = 600_000

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

interface Guess {
  readonly isReady: boolean
  readonly suggestion: Suggestion | undefined
}

/** Whom the duty list or the open matters of the category suggest. */
export function useSuggestion({ area, category, office }: Matter, item: string | undefined): Guess {
  const offices = useOffices()
  const street = useStreetOffice(offices, area)
  const duty = useAsk(
    'duty.check',
    { query: { office: street.id, item: item ?? '' } },
    { isWanted: street.id !== '' && item !== undefined, staysFor: day },
  )
  const alike = useAlike(category)
  const suggestion = suggestOffice({
    street: street.id === '' ? undefined : street.id,
    duty: duty.data,
    // Whoever had it and disputes it, or sent it back, is no answer to who should have it.
    alike: alike.rows.filter((row) => row.office !== office),
    streets: new Set(offices.filter(({ kind }) => kind === 'street_office').map(({ id }) => id)),
  })
  const isLoading = street.isLoading || duty.isLoading || alike.isLoading
  return { suggestion, isReady: offices.length > 0 && !isLoading }
}

/** The office of the street an area lies in; its id is empty where there is none. */
function useStreetOffice(offices: readonly Office[], area: string | undefined) {
  const found = useAsk(
    'area.read',
    { params: { area: area ?? '' }, query: {} },
    { isWanted: area !== undefined, staysFor: day },
  )
  const above = found.data?.path ?? []
  const areas = area === undefined ? [] : [area, ...above.map(({ id }) => id)]
  return { id: streetOfficeOf(offices, areas)?.id ?? '', isLoading: found.isLoading }
}

/** Which offices have open matters of a category. */
function useAlike(category: string | undefined) {
  const found = useAsk(
    'matter.group',
    { query: { by: 'office', category: category ?? '' } },
    { isWanted: category !== undefined, staysFor: 60_000 },
  )
  const groups = found.data?.rows ?? []
  const rows = groups.flatMap(({ key, open }) => (key === undefined ? [] : [{ office: key, open }]))
  return { rows, isLoading: found.isLoading }
}

/** Offices that the form of a task asks about, by their names. */
export function useOfficeName(): (id: string) => string {
  const offices = useOffices()
  return (id) => offices.find((office) => office.id === id)?.name ?? id
}
