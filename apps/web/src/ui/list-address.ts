/** A way to narrow a list; `name` is that of the query of its operation. */
export interface ListFilter {
  readonly name: string
  readonly label: string
  /** A word to be typed, one of some choices, a day, or on and off. */
  readonly kind: 'text' | 'choice' | 'date' | 'flag'
  readonly choices?: readonly { readonly value: string; readonly label: string }[]
}

/** What the address says of a list: only the filters that it has, and none that are empty. */
export function readAddress(
  search: URLSearchParams,
  names: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = search.get(name)
      return value === null || value === '' ? [] : [[name, value]]
    }),
  )
}

/** Changes of an address: what is undefined is taken out. */
export type AddressChange = Readonly<Record<string, string | undefined>>

/** The address with one filter changed; an empty one is taken out. What does not belong to the list stays. */
export function writeAddress(search: URLSearchParams, change: AddressChange): URLSearchParams {
  const next = new URLSearchParams(search)
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined || value === '') next.delete(name)
    else next.set(name, value)
  }
  return next
}

/** Whether a view shows what the address says: the same filters with the same values, in any order. */
export function isSameView(one: URLSearchParams | string, other: URLSearchParams | string): boolean {
  function normal(search: URLSearchParams | string): string {
    const sorted = new URLSearchParams(search)
    sorted.sort()
    return sorted.toString()
  }
  return normal(one) === normal(other)
}
