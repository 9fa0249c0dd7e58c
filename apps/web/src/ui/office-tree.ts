/** An office as the registry lists it. */
export interface Office {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly parent?: string | undefined
  readonly area?: string | undefined
}

/** The most offices that are offered at once. */
const most = 30

/** Offices of the name that is typed; exact beginnings first, and those near the top before those below. */
export function findOffices(offices: readonly Office[], typed: string): readonly Office[] {
  const name = typed.trim().toLowerCase()
  const found = offices.filter((office) => office.name.toLowerCase().includes(name) || office.id === name)
  return found.toSorted((one, other) => rank(one, name) - rank(other, name)).slice(0, most)
}

function rank({ name, id }: Office, typed: string): number {
  return (name.toLowerCase().startsWith(typed) ? 0 : 10) + id.split('.').length
}

/** Those right below an office; without one those below the government of the district, which does no work itself. */
export function officesBelow(offices: readonly Office[], at: string | undefined): readonly Office[] {
  const roots = new Set(offices.filter(({ parent }) => parent === undefined).map(({ id }) => id))
  return offices.filter(({ parent }) => (at === undefined ? roots.has(parent ?? '') : parent === at))
}
