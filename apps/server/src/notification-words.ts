import { formatInstant } from '@duibiao/base'
import type { Effect, MatterState, Procedure } from '@duibiao/kernel'
import { nameIn } from '@duibiao/packfile'
import type { Named, Pack } from '@duibiao/packfile'
import type { DistrictPacks } from './district-pack.ts'
import type { Bilingual, NotificationWords } from './notification-text.ts'

type Notify = Extract<Effect, { readonly kind: 'notify' }>

/** The words of a notification, in both languages. Of the matter itself only its number is told. */
export function wordsOf(
  packs: Pick<DistrictPacks, 'ofProcedure' | 'compiledOf'>,
  { number, state }: { readonly number: string; readonly state: MatterState },
  { element, clock, text }: Pick<Notify, 'element' | 'clock' | 'text'>,
): NotificationWords {
  const hash = state.scopes['0']?.procedure ?? ''
  const pack = packs.ofProcedure(hash)
  const procedures = proceduresOf(packs, state)
  return {
    number,
    pack_name: pack?.manifest.name ?? '',
    pack: pack?.manifest.title ?? { zh: '事项', en: 'matter' },
    ...(element !== undefined && { element: inBoth(pack, elementOf(procedures, element)) }),
    ...(clock !== undefined && {
      clock: inBoth(pack, clockOf(procedures, clock.key)),
      due_at: formatInstant(clock.dueAt),
    }),
    ...(text !== undefined && { text }),
  }
}

/** The procedure of a matter and those it has called. */
function proceduresOf(
  packs: Pick<DistrictPacks, 'compiledOf'>,
  { scopes }: MatterState,
): readonly Procedure[] {
  const hashes = new Set(Object.values(scopes).flatMap(({ procedure }) => procedure ?? []))
  return [...hashes].flatMap(
    (hash) => packs.compiledOf(hash)?.procedures.filter((procedure) => procedure.hash === hash) ?? [],
  )
}

function elementOf(procedures: readonly Procedure[], id: string): Named {
  const node = procedures.flatMap(({ nodes }) => nodes).find((one) => one.id === id)
  return { kind: node?.kind === 'user' ? 'task' : 'node', id, name: node?.name ?? '' }
}

function clockOf(procedures: readonly Procedure[], key: string): Named {
  const model = procedures.flatMap(({ clocks }) => clocks).find((one) => one.key === key)
  return { kind: 'clock', id: key, name: model?.name ?? '' }
}

function inBoth(pack: Pack | undefined, named: Named): Bilingual {
  return { zh: nameIn(pack?.texts, named, 'zh'), en: nameIn(pack?.texts, named, 'en') }
}
