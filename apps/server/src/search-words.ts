import type { SearchedMatter } from '@duibiao/store'
import type { Pack } from '@duibiao/packfile'
import { nameOfCategory } from './category-name.ts'
import { ownVariables } from './matter-description.ts'
import { fieldLevels } from './personal-field.ts'
import { readShort, readText } from './search-text.ts'
import type { SearchText } from './search-text.ts'
import type { Tenant } from './tenant.ts'

/** A text of a matter that it can be found by. `level`: who is shown it, as its form says. */
export interface MatterWords {
  readonly field: string
  /** `listed`: what every list shows to whoever sees the matter at all. */
  readonly level: 'listed' | 'internal' | 'sensitive'
  readonly text: SearchText
}

/** The most characters of a matter that it can be found by, number and title aside. */
const mostCharacters = 4_000

const writtenWidgets: ReadonlySet<string> = new Set(['text', 'textarea', 'place', 'lines'])

type Source = Pick<SearchedMatter, 'number' | 'title' | 'procedure' | 'category' | 'area' | 'data'>

/**
 * What a matter can be found by: number, title, category and place as lists show them, and what was written into the forms of its pack.
 * Never what names or reaches a person (level `important`), whoever asks: nobody finds out a telephone number by trying. Of a matter
 * whose reporter asked for secrecy no sensitive words either.
 */
export function wordsOfMatter(
  { packs, registry }: Pick<Tenant, 'packs' | 'registry'>,
  matter: Source,
): readonly MatterWords[] {
  const { number, title, category, area } = matter
  const pack = packs.ofProcedure(matter.procedure)
  const place = area === undefined ? [] : [area, ...registry.areaPath(area)]
  const names = [...new Set(place)].flatMap((id) => registry.state().area.get(id)?.name ?? [])
  const listed = [
    ['number', number],
    ['title', title],
    ['category', category === undefined ? undefined : (nameOfCategory(packs, category) ?? category)],
    ['area', names.join(' ')],
  ] as const
  return [
    ...listed.flatMap(([field, text]) =>
      text === undefined || text === '' ? [] : [{ field, level: 'listed' as const, text: readShort(text) }],
    ),
    ...(pack === undefined ? [] : writtenIn(pack, matter)),
  ]
}

function writtenIn(pack: Pack, { data, title }: Source): readonly MatterWords[] {
  const variables = ownVariables(data)
  const levels = fieldLevels(pack)
  const secrecy = pack.manifest.listing?.secrecy
  const isSecret = secrecy !== undefined && variables[secrecy] === true
  let left = mostCharacters
  return [...fieldsWritten(pack)].flatMap((name): readonly MatterWords[] => {
    const value = variables[name]
    const level = levels.get(name)
    if (typeof value !== 'string' || value === '' || value === title || left <= 0) return []
    if (level === undefined || level === 'important' || (level === 'sensitive' && isSecret)) return []
    const text = value.slice(0, left)
    left -= text.length
    return [{ field: name, level: level === 'sensitive' ? 'sensitive' : 'internal', text: readText(text) }]
  })
}

/** Fields that people write words into, those of the form that residents fill in first. */
function fieldsWritten(pack: Pack): ReadonlySet<string> {
  const known = fieldsOf.get(pack)
  if (known !== undefined) return known
  const first = pack.forms.get(pack.manifest.report?.form ?? '')
  const forms = [...(first === undefined ? [] : [first]), ...pack.forms.values()]
  const names = new Set(
    forms.flatMap(({ fields }) =>
      fields.flatMap(({ name, widget }) => (writtenWidgets.has(widget) ? [name] : [])),
    ),
  )
  fieldsOf.set(pack, names)
  return names
}

const fieldsOf = new WeakMap<Pack, ReadonlySet<string>>()
