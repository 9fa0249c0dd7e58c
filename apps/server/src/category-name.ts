import type { Pack } from '@duibiao/packfile'
import type { DistrictPacks } from './district-pack.ts'

const known = new WeakMap<Pack, ReadonlyMap<string, string>>()

/** What a category is called that is a code of a list of a pack, or a choice of its forms; others are words already. */
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
    new Map([
      ...choicesOf(pack),
      ...[...pack.codes.values()]
        .flatMap(({ rows }) => rows)
        .toSorted((one, other) => rank(one) - rank(other))
        .flatMap(({ code, name }) =>
          code === undefined || name === undefined ? [] : [[code, name] as const],
        ),
    ])
  known.set(pack, names)
  return names
}

/** Choices of the variable that lists of the pack take for the category: `form.propose.order_kind.minutes` is 会议纪要. */
function choicesOf({ manifest, texts }: Pack): readonly (readonly [string, string])[] {
  const { category } = manifest.listing ?? {}
  if (category === undefined) return []
  return Object.entries(texts.zh).flatMap(([key, words]) => {
    const [kind, , field, choice, ...rest] = key.split('.')
    const isChoice = kind === 'form' && field === category && choice !== undefined && rest.length === 0
    return isChoice ? [[choice, words] as const] : []
  })
}

function rank({ kind }: Readonly<Record<string, string>>): number {
  return kind === 'event' ? 1 : 0
}
