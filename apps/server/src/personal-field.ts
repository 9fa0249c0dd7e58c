import { canonicalJson } from '@duibiao/base'
import type { Value, Variables } from '@duibiao/kernel'
import type { FieldLevel, Pack } from '@duibiao/packfile'
import { sealValue } from '@duibiao/store'
import type { PersonalValue, StoredValue } from '@duibiao/store'
import type { Tenant } from './tenant.ts'

/** Levels of fields as they are kept with sealed values: the most sensitive last. */
export const levelNumbers = { public: 1, internal: 2, sensitive: 3, important: 4 } as const satisfies Record<
  FieldLevel,
  number
>

/** The level of each field of a pack; of a name that several forms have, the highest. */
export function fieldLevels(pack: Pack): ReadonlyMap<string, FieldLevel> {
  const known = levelsOf.get(pack)
  if (known !== undefined) return known
  const levels = new Map<string, FieldLevel>()
  for (const form of pack.forms.values()) {
    for (const { name, level } of form.fields) {
      const other = levels.get(name)
      if (other === undefined || levelNumbers[level] > levelNumbers[other]) levels.set(name, level)
    }
  }
  levelsOf.set(pack, levels)
  return levels
}

const levelsOf = new WeakMap<Pack, ReadonlyMap<string, FieldLevel>>()

/**
 * Takes what is personal out of variables before they become part of the record: a commitment goes in, the value is kept
 * beside, where it can be erased. Sealed are fields of the level `important`: what names or reaches a person.
 */
export function sealPersonal(
  variables: Variables,
  pack: Pack,
  { now, random }: Pick<Tenant, 'now' | 'random'>,
): { readonly variables: Variables; readonly personal: readonly PersonalValue[] } {
  const levels = fieldLevels(pack)
  const personal: PersonalValue[] = []
  const sealed = Object.entries(variables).map(([name, value]): readonly [string, Value] => {
    if (levels.get(name) !== 'important' || value === null || isCommitment(value)) return [name, value]
    const made = sealValue(value, levelNumbers.important, { now: now(), random })
    personal.push(made.personal)
    return [name, made.commitment]
  })
  return { variables: Object.fromEntries(sealed), personal }
}

/** What of a matter's variables somebody is shown. */
export interface ShownVariables {
  readonly variables: Variables
  /** Names of those that are masked; each can be revealed as an act of record. */
  readonly masked: readonly string[]
}

/** In which form each level of data is shown to somebody. */
export type LevelView = { readonly [level in FieldLevel]: 'clear' | 'masked' | 'hidden' }

/**
 * Shows variables as somebody may see them. A sealed value that was erased is shown as such to nobody: it is gone.
 * @param stored sealed values of the matter that are still kept
 */
export function showVariables(
  variables: Variables,
  {
    pack,
    stored,
    view,
  }: { readonly pack: Pack; readonly stored: readonly StoredValue[]; readonly view: LevelView },
): ShownVariables {
  const values = new Map(stored.map(({ id, level, value }) => [id, { level, value }]))
  const shown: (readonly [string, Value])[] = []
  const masked: string[] = []
  for (const [name, given] of Object.entries(variables)) {
    const kept = isCommitment(given) ? values.get(given.sealed) : undefined
    if (isCommitment(given) && kept === undefined) continue
    const level = shownLevel(name, pack, kept?.level)
    const value = kept?.value ?? given
    if (view[level] === 'clear') shown.push([name, value])
    if (view[level] !== 'masked') continue
    masked.push(name)
    shown.push([name, mask(value)])
  }
  return { variables: Object.fromEntries(shown), masked }
}

/** Who reported it stands in the record as an id, so that lists can be compiled from it; to be shown it counts as personal. */
function shownLevel(name: string, pack: Pack, kept: number | undefined): FieldLevel {
  if (name === pack.manifest.listing?.reporter) return 'important'
  return fieldLevels(pack).get(name) ?? levelOf(kept) ?? 'internal'
}

/** A text with its middle covered, so that two can be told apart and neither be used. */
function mask(value: Value): string {
  const text = typeof value === 'string' ? value : canonicalJson(value)
  const characters = Array.from(text)
  if (characters.length < 3) return '＊'.repeat(Math.max(1, characters.length))
  const kept = characters.length < 8 ? 1 : 3
  const covered = '＊'.repeat(Math.min(characters.length - kept - 1, 8))
  return `${characters.slice(0, kept).join('')}${covered}${characters.slice(-1).join('')}`
}

function levelOf(number: number | undefined): FieldLevel | undefined {
  if (number === undefined) return undefined
  return number >= levelNumbers.important ? 'important' : 'sensitive'
}

/** A value that was taken out of the record; the commitment stands in its place. */
function isCommitment(value: Value): value is { readonly sealed: string } {
  return (
    typeof value === 'object' && value !== null && 'sealed' in value && typeof value['sealed'] === 'string'
  )
}
