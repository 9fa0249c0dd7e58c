import { canonicalJson } from '@duibiao/base'
import type { LegalDate } from '@duibiao/base'
import type { Area } from './area.ts'
import type { DutyTime } from './duty-time.ts'
import type { DutyRow } from './duty.ts'
import type { Item } from './item.ts'
import type { Office } from './office.ts'
import type { Person, PersonContact } from './person.ts'
import type { Deputy, Holding, Post } from './post.ts'

/** What the registry keeps, part by part; the parts that others refer to come first. */
export type RegistryRow = {
  readonly area: Area
  readonly office: Office
  readonly person: Person
  readonly contact: PersonContact
  readonly post: Post
  readonly holding: Holding
  readonly deputy: Deputy
  readonly duty_time: DutyTime
  readonly item: Item
  readonly duty: DutyRow
}

export type RegistryPart = keyof RegistryRow

export const registryParts = [
  'area',
  'office',
  'person',
  'contact',
  'post',
  'holding',
  'deputy',
  'duty_time',
  'item',
  'duty',
] as const satisfies readonly RegistryPart[]

/** A row with the part it belongs to. */
export type RegistryEntry = {
  readonly [Part in RegistryPart]: { readonly part: Part; readonly row: RegistryRow[Part] }
}[RegistryPart]

/** The registry of a district as it stands: rows of each part by their key. */
export type RegistryState = {
  readonly [Part in RegistryPart]: ReadonlyMap<string, RegistryRow[Part]>
}

/** A registry with nothing in it. */
export const emptyRegistry: RegistryState = {
  area: new Map(),
  office: new Map(),
  person: new Map(),
  contact: new Map(),
  post: new Map(),
  holding: new Map(),
  deputy: new Map(),
  duty_time: new Map(),
  item: new Map(),
  duty: new Map(),
}

/** The key of a row inside its part. Ids hold no blanks, so that the parts of a key stay apart. */
export function subjectOf(entry: RegistryEntry): string {
  switch (entry.part) {
    case 'area':
    case 'office':
    case 'person':
    case 'post':
    case 'duty_time':
    case 'duty':
      return entry.row.id
    case 'contact':
      return `${entry.row.person} ${entry.row.kind}`
    case 'holding':
      return `${entry.row.post} ${entry.row.person} ${entry.row.validFrom}`
    case 'deputy':
      return `${entry.row.post} ${entry.row.person} ${entry.row.deputyFor} ${entry.row.validFrom}`
    case 'item':
      return `${entry.row.code} ${entry.row.version}`
  }
}

/** One row that is new, differs from what stood, or holds no more. A contact that ended is erased. */
export type RegistryChange = {
  readonly [Part in RegistryPart]: {
    readonly part: Part
    readonly subject: string
    readonly act: 'added' | 'changed' | 'ended'
    /** Names of the fields that differ; all of a new row. */
    readonly fields: readonly string[]
    readonly before?: RegistryRow[Part]
    readonly after: RegistryRow[Part]
  }
}[RegistryPart]

/** The state with changes made to it. */
export function applyChanges(state: RegistryState, changes: readonly RegistryChange[]): RegistryState {
  const copy = {
    area: new Map(state.area),
    office: new Map(state.office),
    person: new Map(state.person),
    contact: new Map(state.contact),
    post: new Map(state.post),
    holding: new Map(state.holding),
    deputy: new Map(state.deputy),
    duty_time: new Map(state.duty_time),
    item: new Map(state.item),
    duty: new Map(state.duty),
  }
  for (const change of changes) {
    if (change.part === 'contact' && change.act === 'ended') copy.contact.delete(change.subject)
    else setRow(copy, change)
  }
  return copy
}

type MutableState = { readonly [Part in RegistryPart]: Map<string, RegistryRow[Part]> }

function setRow<Part extends RegistryPart>(
  state: MutableState,
  change: { readonly part: Part; readonly subject: string; readonly after: RegistryRow[Part] },
): void {
  state[change.part].set(change.subject, change.after)
}

/** The names of the fields in which two rows differ; a field that one of them lacks counts. */
export function changedFields(before: object, after: object): readonly string[] {
  const [old, next] = [new Map(Object.entries(before)), new Map(Object.entries(after))]
  return [...new Set([...old.keys(), ...next.keys()])].filter(
    (field) => textOf(old.get(field)) !== textOf(next.get(field)),
  )
}

function textOf(value: unknown): string {
  return value === undefined ? '' : canonicalJson(value)
}

/**
 * What a row that is wanted comes to: a change, or undefined when it stands already. It is an ending when all that differs
 * is the day from which it holds no more.
 */
export function planRow<Part extends RegistryPart>(
  part: Part,
  before: RegistryRow[Part] | undefined,
  after: RegistryRow[Part],
): Planned<Part> | undefined {
  const fields = changedFields(before ?? {}, after)
  if (before !== undefined && fields.length === 0) return undefined
  const isEnding = fields.every((field) => endingFields.has(field))
  const act = before === undefined ? 'added' : isEnding ? 'ended' : 'changed'
  return { part, act, fields, ...(before !== undefined && { before }), after }
}

type Planned<Part extends RegistryPart> = {
  readonly part: Part
  readonly act: 'added' | 'changed' | 'ended'
  readonly fields: readonly string[]
  readonly before?: RegistryRow[Part]
  readonly after: RegistryRow[Part]
}

const endingFields: ReadonlySet<string> = new Set(['validUntil', 'left', 'successors'])

/** True when a row holds on a day: the rows that a list must name if it is complete. */
export function holdsOn(
  row: { readonly validFrom: LegalDate; readonly validUntil?: LegalDate },
  on: LegalDate,
): boolean {
  return row.validUntil === undefined || row.validUntil > on
}
