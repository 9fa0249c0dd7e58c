import type { Pack } from '@duibiao/packfile'
import type { DistrictPacks } from './district-pack.ts'

const known = new WeakMap<Pack, ReadonlyMap<string, string>>()

/** What a category is called that is a code of a list of a pack; others are words already. */
export function nameOfCategory(packs: Pick<DistrictPacks, 'list'>, category: string): string | undefined {
  for (const pack of packs.list()) {
    const name = namesOf(pack).get(category)
    if (name !== undefined) return name
  }
  return undefined
}

/** Of a code that stands for a component and for an event, the event: that is what is reported. */
function namesOf(pack: Pack): ReadonlyMap<string, string> {
  const names =
    known.get(pack) ??
    new Map(
      [...pack.codes.values()]
        .flatMap(({ rows }) => rows)
        .toSorted((one, other) => rank(one) - rank(other))
        .flatMap(({ code, name }) => (code === undefined || name === undefined ? [] : [[code, name]])),
    )
  known.set(pack, names)
  return names
}

function rank({ kind }: Readonly<Record<string, string>>): number {
  return kind === 'event' ? 1 : 0
}
