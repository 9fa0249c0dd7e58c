/** Filters that other screens put into the address of the list, such as a tile, a map or a chart; the bar has no input for them. */
const brought = [
  'box',
  'colour',
  'urgency',
  'procedure',
  'due_before',
  'opened_from',
  'opened_before',
] as const

/** What the address says beside the bar. */
export function broughtFilters(search: URLSearchParams): Readonly<Record<string, string>> {
  return Object.fromEntries(
    brought.flatMap((name) => {
      const value = search.get(name)
      return value === null || value === '' ? [] : [[name, value]]
    }),
  )
}

/** The address without them. */
export function withoutBrought(search: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(search)
  for (const name of brought) next.delete(name)
  return next
}

const own = [
  'status',
  'open',
  'pack',
  'category',
  'area',
  'office',
  'lamp',
  'due',
  'watched',
  'number',
] as const

/** Everything by which the list is narrowed: an export of it has the same rows. */
export function allFilters(search: URLSearchParams): Readonly<Record<string, string>> {
  const named = own.flatMap((name) => {
    const value = search.get(name)
    return value === null || value === '' ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(named), ...broughtFilters(search) }
}
