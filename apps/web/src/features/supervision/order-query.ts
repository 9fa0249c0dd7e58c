/** By what the board is narrowed; each is a word of its address. */
const orderFilters = ['state', 'kind', 'leader', 'office', 'colour', 'lamp', 'due', 'week', 'part'] as const

type OrderFilter = (typeof orderFilters)[number]

/** What the address asks for: the same on board, list, numbers and export. */
export function ordersAsked(search: URLSearchParams): Readonly<Partial<Record<OrderFilter, string>>> {
  return Object.fromEntries(
    orderFilters.flatMap((name) => {
      const value = search.get(name)
      return value === null || value === '' ? [] : [[name, value]]
    }),
  )
}

/** The address of the list of some orders. */
export function listAddress(filters: Readonly<Partial<Record<OrderFilter, string | undefined>>>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(filters)) if (value !== undefined) search.set(name, value)
  return `/supervision/list${search.size === 0 ? '' : `?${search.toString()}`}`
}

/** The Monday of a week some weeks before or after the one of a day, both as `2026-11-16`. */
export function mondayOf(day: string, weeks = 0): string {
  const date = new Date(`${day}T00:00:00Z`)
  const back = (date.getUTCDay() + 6) % 7
  return new Date(date.getTime() + (weeks * 7 - back) * 86_400_000).toISOString().slice(0, 10)
}
