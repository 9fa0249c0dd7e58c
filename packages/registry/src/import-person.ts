import { keyRows } from './import-build.ts'
import type { BuiltRow, ImportSetting } from './import-build.ts'
import { contactKinds, isIdentityNumber } from './person.ts'
import type { ContactKind, Person, PersonContact } from './person.ts'
import type { Holding } from './post.ts'
import { holdsOn } from './registry-row.ts'
import type { RegistryEntry, RegistryState } from './registry-row.ts'
import type { RowReader } from './row-reader.ts'

const kinds = [
  'office_phone',
  'email',
  'mobile',
  'address',
  'identity_number',
] as const satisfies readonly ContactKind[]

/**
 * People of a file, with the posts they hold and how they are reached. A file with a column of posts says all posts of the
 * people it names: those it leaves out end on the day of the import.
 */
export function buildPeople(
  readers: readonly RowReader[],
  state: RegistryState,
  setting: ImportSetting,
): readonly BuiltRow[] {
  const unique = keyRows(readers)
  const holdings = Map.groupBy(state.holding.values(), ({ person }) => person)
  const built = unique.map(({ reader, key }): BuiltRow => {
    const person = readPerson(reader, { key, state, setting })
    const held = readHoldings(reader, {
      person,
      before: holdings.get(key) ?? [],
      state,
      setting,
    })
    const contacts = kinds.flatMap((kind) => readContact(reader, { kind, person, state }))
    return {
      reader,
      entries: [{ part: 'person', row: person }, ...contacts, ...held],
      erased: findCleared(reader, key, state),
    }
  })
  if (setting.isComplete !== true) return built
  const named = new Set(unique.map(({ key }) => key))
  const left = [...state.person.values()]
    .filter((person) => !named.has(person.id) && person.left === undefined)
    .map((person): BuiltRow => ({
      entries: [
        { part: 'person', row: { ...person, left: setting.on } },
        ...endHoldings(holdings.get(person.id) ?? [], setting),
      ],
    }))
  return [...built, ...left]
}

type PersonPlace = {
  readonly key: string
  readonly state: RegistryState
  readonly setting: ImportSetting
}

function readPerson(reader: RowReader, { key, state, setting }: PersonPlace): Person {
  const before = state.person.get(key)
  const office = reader.text('office', before?.office)
  if (office !== undefined && !state.office.has(office))
    reader.fault('office', 'reference_missing', { text: office })
  const left = reader.date('left', before?.left)
  return {
    district: setting.district,
    id: key,
    name: reader.need('name', before?.name),
    ...(office !== undefined && { office }),
    ...(left !== undefined && { left }),
  }
}

function readHoldings(
  reader: RowReader,
  place: {
    readonly person: Person
    readonly before: readonly Holding[]
    readonly state: RegistryState
    readonly setting: ImportSetting
  },
): readonly RegistryEntry[] {
  const { person, before, state, setting } = place
  const current = before.filter((holding) => holdsOn(holding, setting.on))
  if (person.left !== undefined) return endHoldings(current, { on: person.left })
  if (!reader.has('posts')) return []
  const wanted = new Set(reader.list('posts'))
  const since = reader.date('since') ?? setting.on
  for (const post of wanted) {
    if (!state.post.has(post)) reader.fault('posts', 'reference_missing', { text: post })
  }
  const begun = [...wanted]
    .filter((post) => !current.some((holding) => holding.post === post))
    .map((post): RegistryEntry => ({
      part: 'holding',
      row: { post, person: person.id, validFrom: since },
    }))
  const ended = current.filter(({ post }) => !wanted.has(post))
  return [...begun, ...endHoldings(ended, setting)]
}

function endHoldings(
  holdings: readonly Holding[],
  { on }: Pick<ImportSetting, 'on'>,
): readonly RegistryEntry[] {
  return holdings
    .filter((holding) => holdsOn(holding, on) && holding.validFrom < on)
    .map((holding) => ({ part: 'holding', row: { ...holding, validUntil: on } }))
}

function readContact(
  reader: RowReader,
  {
    kind,
    person,
    state,
  }: { readonly kind: ContactKind; readonly person: Person; readonly state: RegistryState },
): readonly RegistryEntry[] {
  const before = state.contact.get(`${person.id} ${kind}`)
  const value = reader.text(kind, before?.value)
  if (value === undefined) return []
  if (!contactForms[kind].test(value) || (kind === 'identity_number' && !isIdentityNumber(value)))
    reader.fault(kind, 'contact_malformed')
  const level = before?.level ?? contactKinds[kind].level
  const row: PersonContact = { district: person.district, person: person.id, kind, value, level }
  return [{ part: 'contact', row }]
}

/** Forms are wide on purpose: what an office has written for years must not be refused for a blank. */
const contactForms: Readonly<Record<ContactKind, RegExp>> = {
  office_phone: /^[\d\s()（）+转-]{3,30}$/,
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  mobile: /^(\+?86)?\s*1\d{10}$/,
  address: /./,
  identity_number: /^\d{17}[\dX]$/,
}

/** Contacts that a row clears: the column is there and the cell is empty. */
function findCleared(reader: RowReader, person: string, state: RegistryState): readonly PersonContact[] {
  return kinds.flatMap((kind) => {
    const before = state.contact.get(`${person} ${kind}`)
    return before !== undefined && reader.has(kind) && reader.text(kind) === undefined ? [before] : []
  })
}
