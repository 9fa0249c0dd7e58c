/** A unit that statistics may name, with the years in which its code holds. */
export type UnitEntry = {
  readonly code: string
  readonly name: string
  /** Names of what it lies in, such as province and city. */
  readonly parents: readonly string[]
  /** First and last year of validity; open where absent. */
  readonly from?: number
  readonly to?: number
  /** Codes of what it became. */
  readonly successors?: readonly string[]
}

export type UnitRegister = {
  readonly byName: ReadonlyMap<string, readonly UnitEntry[]>
  readonly byCode: ReadonlyMap<string, readonly UnitEntry[]>
}

/** What a name was taken for, and what must be said about it. */
export type UnitMatch =
  | { readonly kind: 'found'; readonly entry: UnitEntry }
  | { readonly kind: 'former'; readonly entry: UnitEntry; readonly old: UnitEntry }
  | { readonly kind: 'marked'; readonly entry: UnitEntry }
  | { readonly kind: 'elsewhere'; readonly entry: UnitEntry }
  | { readonly kind: 'split' | 'ambiguous'; readonly codes: readonly string[] }
  | { readonly kind: 'unknown' }

/** Prepares a list of units for looking up. */
export function openUnits(entries: readonly UnitEntry[]): UnitRegister {
  return {
    byName: Map.groupBy(entries, ({ name }) => cleanName(name)),
    byCode: Map.groupBy(entries, ({ code }) => code),
  }
}

/** A name without blanks of any width. */
export function cleanName(name: string): string {
  return name.replaceAll(/[\s\u3000]+/gu, '')
}

/** Looks a name up under the parents a table gives for it (any of them; none means everywhere), as of a year. */
export function findByName(
  register: UnitRegister,
  name: string,
  { parents, year }: { readonly parents: readonly string[]; readonly year: number | undefined },
): UnitMatch {
  const clean = cleanName(name)
  const named = register.byName.get(clean) ?? []
  const inside = named.filter((entry) => liesIn(entry, parents))
  const valid = inside.filter((entry) => isValid(entry, year))
  if (valid.length > 0) return matchOf(valid)
  if (inside.length > 0) return successorOf(register, inside, year)
  const bare = clean.replace(/[\d０-９①-⑳*＊†‡#()（）[\]注]+$/u, '')
  if (bare !== clean && bare !== '') {
    const match = findByName(register, bare, { parents, year })
    return 'entry' in match ? { kind: 'marked', entry: match.entry } : match
  }
  const [other, ...more] = named.filter((entry) => isValid(entry, year))
  if (other === undefined) return { kind: 'unknown' }
  return more.length === 0
    ? { kind: 'elsewhere', entry: other }
    : { kind: 'ambiguous', codes: [other, ...more].map(({ code }) => code) }
}

/** Looks a code up as of a year; a code that ceased leads to what came of it. In a year that two of its entries share the later holds. */
export function findByCode(register: UnitRegister, code: string, year: number | undefined): UnitMatch {
  const entries = register.byCode.get(code) ?? []
  const valid = latest(entries.filter((entry) => isValid(entry, year)))
  if (valid !== undefined) return { kind: 'found', entry: valid }
  return entries.length === 0 ? { kind: 'unknown' } : successorOf(register, entries, year)
}

function matchOf(entries: readonly UnitEntry[]): UnitMatch {
  const codes = [...new Set(entries.map(({ code }) => code))]
  const entry = latest(entries)
  return codes.length === 1 && entry !== undefined ? { kind: 'found', entry } : { kind: 'ambiguous', codes }
}

/** Follows successors until one holds; a circle or an end leads nowhere. A code may have been given again since. */
function successorOf(
  register: UnitRegister,
  entries: readonly UnitEntry[],
  year: number | undefined,
): UnitMatch {
  const codes = [...new Set(entries.map(({ code }) => code))]
  const old = lastCeased(entries, year)
  if (old === undefined || codes.length > 1) return { kind: 'ambiguous', codes }
  const seen = new Set([old])
  let last = old
  while (last.successors?.length === 1) {
    const [code = ''] = last.successors
    const next = register.byCode.get(code) ?? []
    const entry = latest(next.filter((one) => isValid(one, year)))
    if (entry !== undefined) return { kind: 'former', entry, old }
    const following = entryAfter(next, last)
    if (following === undefined || seen.has(following)) return { kind: 'unknown' }
    seen.add(following)
    last = following
  }
  return endOf(last)
}

/** The one that ceased last before a year; where none did the first. */
function lastCeased(entries: readonly UnitEntry[], year = Infinity): UnitEntry | undefined {
  return latest(entries.filter(({ to = Infinity }) => to < year)) ?? entries[0]
}

/** Where a chain ends without a single successor. */
function endOf({ successors = [] }: UnitEntry): UnitMatch {
  return successors.length === 0 ? { kind: 'unknown' } : { kind: 'split', codes: successors }
}

/** The entry that a unit went over into when it ceased: the one that held then, else the first that began later. */
function entryAfter(entries: readonly UnitEntry[], { to }: UnitEntry): UnitEntry | undefined {
  const year = to === undefined ? undefined : to + 1
  const held = latest(entries.filter((entry) => isValid(entry, year)))
  if (held !== undefined || year === undefined) return held ?? entries[0]
  const inOrder = entries.toSorted((one, other) => (one.from ?? 0) - (other.from ?? 0))
  return inOrder.find(({ from = 0 }) => from > year) ?? inOrder.at(-1)
}

/** The one that begins last. */
function latest(entries: readonly UnitEntry[]): UnitEntry | undefined {
  return entries.toSorted((one, other) => (one.from ?? 0) - (other.from ?? 0)).at(-1)
}

function isValid({ from, to }: UnitEntry, year: number | undefined): boolean {
  return year === undefined || ((from === undefined || from <= year) && (to === undefined || year <= to))
}

function liesIn(entry: UnitEntry, parents: readonly string[]): boolean {
  if (parents.length === 0) return true
  const lies = new Set(entry.parents.map(cleanName))
  return parents.some((parent) => lies.has(cleanName(parent)))
}
