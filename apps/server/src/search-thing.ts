import type { SearchKind, SearchRow } from '@duibiao/contract'
import type { LegalDate } from '@duibiao/base'
import { idsOfPath, isValidOn, itemKinds } from '@duibiao/registry'
import type { LegalBasis, RegistryState, Validity } from '@duibiao/registry'
import type { Pack } from '@duibiao/packfile'
import { nameIn } from '@duibiao/packfile'
import type { Static } from 'typebox'
import { titleOf } from './document-page.ts'
import { readText } from './search-text.ts'
import type { SearchText } from './search-text.ts'

/** Something with a name of its own that is no matter: of the registry, of a pack, or a landmark. */
export interface SearchThing {
  readonly kind: Exclude<SearchKind, 'matter'>
  readonly sort: Static<typeof SearchRow>['sort']
  readonly id: string
  readonly number?: string
  readonly name: string
  readonly beside?: string
  readonly isOver?: true
  readonly successors?: readonly { readonly id: string; readonly name: string }[]
  /** The offices and areas it belongs to, those above them included. */
  readonly offices: readonly string[]
  readonly areas: readonly string[]
  readonly fields: readonly ThingField[]
  /** Of things of one name what people mean more often. */
  readonly weight?: number
}

/** The first is the name. */
export interface ThingField {
  readonly field: 'name' | 'english' | 'code' | 'office' | 'area' | 'basis' | 'post' | 'category'
  readonly text: SearchText
}

/** What is drawn on the maps under a name, and the smallest area it lies in. */
export interface Landmark {
  readonly name: string
  readonly english?: string | undefined
  readonly area?: string | undefined
}

/** Where things are read from on a day. */
export interface ThingSource {
  readonly registry: RegistryState
  readonly packs: readonly Pack[]
  readonly landmarks: readonly Landmark[]
  readonly on: LegalDate
}

/** Everything that can be found by its name, as it stands on a day. What ended stays to be found while something came after it. */
export function listThings(source: ThingSource): readonly SearchThing[] {
  return [
    ...areasOf(source),
    ...landmarksOf(source),
    ...officesOf(source),
    ...peopleOf(source),
    ...itemsOf(source),
    ...dutiesOf(source),
    ...source.packs.flatMap(thingsOfPack),
  ]
}

interface Written extends Omit<SearchThing, 'fields' | 'offices' | 'areas'> {
  readonly offices?: readonly string[]
  readonly areas?: readonly string[]
  readonly fields: readonly (readonly [ThingField['field'], string | undefined])[]
}

/** Names in both languages and the words beside them; of the same words one field is enough. */
function makeThing({ fields, offices = [], areas = [], ...rest }: Written): SearchThing {
  const told = new Set<string>()
  const read = [['name', rest.name] as const, ...fields].flatMap(([field, text]): readonly ThingField[] => {
    if (text === undefined || text === '' || told.has(text)) return []
    told.add(text)
    return [{ field, text: readText(text) }]
  })
  return { ...rest, offices, areas, fields: read }
}

/** What holds on the day, and what ended and has a successor. */
function isShown(row: Validity & { readonly successors?: readonly string[] }, on: LegalDate): boolean {
  return (
    isValidOn(row, on) ||
    (row.validUntil !== undefined && row.validUntil <= on && row.successors !== undefined)
  )
}

function endOf(
  row: Validity & { readonly successors?: readonly string[] },
  on: LegalDate,
  known: ReadonlyMap<string, { readonly name: string }>,
): Pick<SearchThing, 'isOver' | 'successors'> {
  if (isValidOn(row, on)) return {}
  const successors = (row.successors ?? []).map((id) => ({ id, name: known.get(id)?.name ?? id }))
  return { isOver: true, successors }
}

/** A street is meant more often than one of its grids. */
const areaWeights = { district: 4, street: 4, community: 2, grid: -3 } as const

function areasOf({ registry: { area: areas }, on }: ThingSource): readonly SearchThing[] {
  return [...areas.values()].flatMap((area) => {
    if (!isShown(area, on)) return []
    const path = idsOfPath(area.path)
    const above = areas.get(area.parent ?? '')?.name
    return [
      makeThing({
        kind: 'place',
        sort: 'area',
        weight: areaWeights[area.level],
        id: area.id,
        name: area.name,
        areas: path,
        fields: [
          ['code', area.code],
          ['area', above],
        ],
        ...endOf(area, on, areas),
        ...(above !== undefined && { beside: above }),
        ...(area.code !== undefined && { number: area.code }),
      }),
    ]
  })
}

function landmarksOf({ registry: { area: areas }, landmarks }: ThingSource): readonly SearchThing[] {
  return landmarks.map(({ name, english, area }) => {
    const lies = areas.get(area ?? '')
    return makeThing({
      kind: 'place',
      sort: 'landmark',
      id: lies?.id ?? name,
      name,
      areas: lies === undefined ? [] : idsOfPath(lies.path),
      fields: [['english', english]],
      ...(lies !== undefined && { beside: areas.get(lies.parent ?? '')?.name ?? lies.name }),
    })
  })
}

function officesOf({ registry: { office: offices, area: areas }, on }: ThingSource): readonly SearchThing[] {
  return [...offices.values()].flatMap((office) => {
    if (!isShown(office, on)) return []
    const above = offices.get(office.parent ?? '')?.name
    return [
      makeThing({
        kind: 'office',
        sort: 'office',
        id: office.id,
        name: office.name,
        offices: idsOfPath(office.path),
        areas: idsOfPath(areas.get(office.area ?? '')?.path ?? ''),
        fields: [
          ['code', office.creditCode],
          ['office', above],
        ],
        ...endOf(office, on, offices),
        ...(above !== undefined && { beside: above }),
      }),
    ]
  })
}

/** Those who work here: by their name, and by the posts they hold. How they are reached is no way to find anybody. */
function peopleOf({ registry, on }: ThingSource): readonly SearchThing[] {
  const { person: people, office: offices, holding, post: posts, area: areas } = registry
  const held = Map.groupBy(
    [...holding.values()].filter((one) => isValidOn(one, on)),
    (one) => one.person,
  )
  function postsOf(person: string): readonly string[] {
    return (held.get(person) ?? []).flatMap(({ post }) => posts.get(post)?.name ?? [])
  }
  return [...people.values()].flatMap((person) => {
    if (person.left !== undefined && person.left <= on) return []
    const office = offices.get(person.office ?? '')
    const names = postsOf(person.id)
    return [
      makeThing({
        kind: 'person',
        sort: 'person',
        id: person.id,
        name: person.name,
        offices: idsOfPath(office?.path ?? ''),
        areas: idsOfPath(areas.get(office?.area ?? '')?.path ?? ''),
        fields: [
          ['post', [...new Set(names)].join('、')],
          ['office', office?.name],
        ],
        ...(office !== undefined && { beside: [office.name, ...names.slice(0, 1)].join(' · ') }),
      }),
    ]
  })
}

function basisOf(legalBasis: readonly LegalBasis[]): string {
  return legalBasis.map(({ law, article }) => `${law} ${article}`).join('、')
}

function itemsOf({ registry: { item: items, office: offices }, on }: ThingSource): readonly SearchThing[] {
  return [...items.values()].flatMap((item) => {
    if (!isValidOn(item, on)) return []
    const office = offices.get(item.office ?? '')
    const kind = itemKinds[item.kind].zh
    return [
      makeThing({
        kind: 'item',
        sort: 'item',
        id: item.code,
        number: item.code,
        name: item.name,
        beside: [kind, office?.name ?? item.authority].join(' · '),
        offices: idsOfPath(office?.path ?? ''),
        fields: [
          ['code', item.code],
          ['category', kind],
          ['office', office?.name ?? item.authority],
          ['basis', basisOf(item.legalBasis)],
        ],
      }),
    ]
  })
}

/** Rows of one name and item that stand on several lists are found once. */
function dutiesOf({ registry: { duty: duties, office: offices }, on }: ThingSource): readonly SearchThing[] {
  const rows = [...duties.values()].filter((row) => isValidOn(row, on))
  const told = new Map(rows.toReversed().map((row) => [`${row.item} ${row.name}`, row]))
  return [...told.values()].toReversed().map((row) => {
    const lead = row.kind === 'basic' ? undefined : offices.get(row.leadOffice)
    return makeThing({
      kind: 'item',
      sort: 'duty',
      id: row.id,
      number: row.item,
      name: row.name,
      offices: idsOfPath(lead?.path ?? ''),
      fields: [
        ['code', row.item],
        ['office', lead?.name],
        ['basis', basisOf(row.legalBasis)],
      ],
      ...(lead !== undefined && { beside: lead.name }),
    })
  })
}

function thingsOfPack(pack: Pack): readonly SearchThing[] {
  const { manifest, logic, parameters, documents, texts } = pack
  const { name: id, title } = manifest
  const beside = title.zh
  const procedures = [...logic.procedures.values()].map((procedure) => {
    const named = { kind: 'procedure', id: procedure.id, name: procedure.name } as const
    const name = nameIn(texts, named, 'zh')
    const fields = [['english', nameIn(texts, named, 'en')] as const, ['category', title.zh] as const]
    return makeThing({ kind: 'procedure', sort: 'procedure', id, name, beside, fields })
  })
  const limits = Object.entries(parameters).map(([key, parameter]) => {
    const bases = parameter.values.flatMap(({ legal_basis: basis }) => basis ?? [])
    return makeThing({
      kind: 'policy',
      sort: 'parameter',
      id,
      name: parameter.title.zh,
      beside,
      fields: [
        ['english', parameter.title.en],
        ['code', key],
        ['basis', [...new Set(bases.map(({ law, article }) => `${law} ${article}`))].join('、')],
        ['category', title.zh],
      ],
    })
  })
  const papers = [...documents].map(([key, text]) =>
    makeThing({
      kind: 'policy',
      sort: 'document',
      id,
      name: titleOf(text) ?? key,
      beside,
      fields: [
        ['code', key],
        ['category', title.zh],
      ],
    }),
  )
  return [...procedures, ...limits, ...papers]
}
