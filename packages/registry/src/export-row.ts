import type { Language, LegalDate } from '@duibiao/base'
import type { Area } from './area.ts'
import type { DutyRow } from './duty.ts'
import type { AreaGeometry } from './geometry.ts'
import {
  adjustmentChoices,
  areaLevelChoices,
  dutyKindChoices,
  dutyListChoices,
  itemLevelChoices,
  nameOfChoice,
  officeKindChoices,
} from './import-choice.ts'
import { importColumns } from './import-column.ts'
import type { ImportKind } from './import-column.ts'
import { itemKinds } from './item.ts'
import type { Item, LegalBasis } from './item.ts'
import type { Office } from './office.ts'
import type { Person } from './person.ts'
import { contactKinds } from './person.ts'
import type { Post } from './post.ts'
import { holdsOn } from './registry-row.ts'
import type { RegistryState } from './registry-row.ts'
import { isBelow } from './tree.ts'
import { isValidOn } from './validity.ts'
import type { Validity } from './validity.ts'

/** What of the registry is exported. */
export type ExportWish = {
  readonly on: LegalDate
  readonly language: Language
  /** An area or an office; what is not of it or below it stays out. */
  readonly below?: string
  readonly office?: string
  /** A part of the name. */
  readonly name?: string
  /** Fields of the rows that have to have a value. */
  readonly having?: Readonly<Record<string, string>>
}

/** Rows of the registry in the columns that an import reads. */
export type ExportTable = {
  readonly fields: readonly string[]
  readonly headers: readonly string[]
  readonly rows: readonly ExportRow[]
}

export type ExportRow = { readonly cells: readonly string[]; readonly geometry?: AreaGeometry }

/** By field; one that is not there is an empty cell. */
type Cells = { readonly [field: string]: string | number | undefined }

/**
 * The rows of a part that hold on a day, as a table that imports without a change. Contacts of people are left out: a file
 * cannot be masked, and nobody would know who reads it.
 */
export function exportTable(kind: ImportKind, state: RegistryState, wish: ExportWish): ExportTable {
  const { language } = wish
  const columns = importColumns[kind].filter(({ field }) => !hidden.has(field))
  const fields = columns.map(({ field }) => field)
  return {
    fields,
    headers: columns.map((column) => column[language][0]),
    rows: rowsOf(kind, state, wish).map(({ cells, geometry }) => ({
      cells: fields.map((field) => String(cells[field] ?? '')),
      ...(geometry !== undefined && { geometry }),
    })),
  }
}

/** The first day in a post is said by an import for new posts only. */
const hidden: ReadonlySet<string> = new Set(['since', ...Object.keys(contactKinds)])

type DraftRow = { readonly cells: Cells; readonly geometry?: AreaGeometry | undefined }

function rowsOf(kind: ImportKind, state: RegistryState, wish: ExportWish): readonly DraftRow[] {
  const { language } = wish
  switch (kind) {
    case 'areas':
      return byPath(selectRows(state.area, wish, ({ path }) => [path, state.area])).map((area) => ({
        cells: areaCells(area, language),
        geometry: area.geometry,
      }))
    case 'offices':
      return byPath(selectRows(state.office, wish, ({ path }) => [path, state.office])).map((office) => ({
        cells: officeCells(office, language),
      }))
    case 'posts':
      return selectRows(state.post, wish, (post) => ofOffice(state, post)).map((post) => ({
        cells: postCells(post),
      }))
    case 'people':
      return peopleRows(state, wish)
    case 'items':
      return selectRows(state.item, wish, (item) => ofOffice(state, item)).map((item) => ({
        cells: itemCells(item, language),
      }))
    case 'duties':
      return selectRows(state.duty, wish, (row) => ofOffice(state, row)).map((row) => ({
        cells: dutyCells(row, language),
      }))
  }
}

/** Where a row stands in a tree: its path, and the nodes among which `below` is looked for. */
type TreePlace = readonly [path: string | undefined, nodes: ReadonlyMap<string, { readonly path: string }>]

function ofOffice(state: RegistryState, { office }: { readonly office?: string }): TreePlace {
  return [office === undefined ? undefined : state.office.get(office)?.path, state.office]
}

function selectRows<Row extends Validity & { readonly name: string; readonly office?: string }>(
  part: ReadonlyMap<string, Row>,
  wish: ExportWish,
  placeOf: (row: Row) => TreePlace,
): readonly Row[] {
  return [...part.values()].filter(
    (row) => isValidOn(row, wish.on) && hasAll(row, wish) && isWished(row, wish, placeOf(row)),
  )
}

function hasAll(row: object, { having = {} }: ExportWish): boolean {
  const fields = new Map<string, unknown>(Object.entries(row))
  return Object.entries(having).every(([field, value]) => fields.get(field) === value)
}

function isWished(
  { name, office }: { readonly name: string; readonly office?: string },
  wish: ExportWish,
  [path, nodes]: TreePlace,
): boolean {
  if (wish.name !== undefined && !name.includes(wish.name)) return false
  if (wish.office !== undefined && office !== wish.office) return false
  if (wish.below === undefined) return true
  const above = nodes.get(wish.below)?.path
  return path !== undefined && above !== undefined && isBelow(path, above)
}

function byPath<Row extends { readonly path: string }>(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((one, other) => (one.path < other.path ? -1 : 1))
}

function areaCells(area: Area, language: Language): Cells {
  const { id, code, name, level, parent, successors } = area
  const levelName = nameOfChoice(areaLevelChoices, level, language)
  return { ...daysOf(area), id, code, name, level: levelName, parent, successors: listText(successors) }
}

function officeCells(office: Office, language: Language): Cells {
  const { id, name, kind, parent, area, creditCode, successors } = office
  const kindName = nameOfChoice(officeKindChoices, kind, language)
  return {
    ...daysOf(office),
    id,
    name,
    kind: kindName,
    parent,
    area,
    creditCode,
    successors: listText(successors),
  }
}

function postCells(post: Post): Cells {
  const { id, name, office, role } = post
  return { ...daysOf(post), id, name, office, role }
}

function peopleRows(state: RegistryState, wish: ExportWish): readonly DraftRow[] {
  const held = Map.groupBy(
    [...state.holding.values()].filter((holding) => holdsOn(holding, wish.on)),
    ({ person }) => person,
  )
  return [...state.person.values()]
    .filter(({ left }) => left === undefined || wish.on < left)
    .filter((person) => isWished(person, wish, ofOffice(state, person)))
    .map((person) => ({
      cells: personCells(
        person,
        (held.get(person.id) ?? []).map(({ post }) => post),
      ),
    }))
}

function personCells({ id, name, office, left }: Person, posts: readonly string[]): Cells {
  return { id, name, office, left, posts: listText(posts) }
}

function itemCells(item: Item, language: Language): Cells {
  const { code, name, kind, parent, authority, office, level, legalBasis, version, adjustment } = item
  return {
    ...daysOf(item),
    code,
    name,
    kind: language === 'zh' ? itemKinds[kind].zh : kind,
    parent,
    authority,
    office,
    level: nameOfChoice(itemLevelChoices, level, language),
    legalBasis: basisText(legalBasis),
    version,
    adjustment: adjustment && nameOfChoice(adjustmentChoices, adjustment.kind, language),
    document: adjustment?.document,
  }
}

function dutyCells(row: DutyRow, language: Language): Cells {
  const { id, item, name, list, kind, office, legalBasis } = row
  return {
    ...daysOf(row),
    id,
    item,
    name,
    list: nameOfChoice(dutyListChoices, list, language),
    kind: nameOfChoice(dutyKindChoices, kind, language),
    office,
    leadOffice: row.kind === 'basic' ? undefined : row.leadOffice,
    act: row.kind === 'assisting' ? row.act : undefined,
    manner: row.kind === 'taken_back' ? row.manner : undefined,
    legalBasis: basisText(legalBasis),
  }
}

function daysOf({ validFrom, validUntil }: Validity): Cells {
  return { validFrom, validUntil }
}

function listText(list: readonly string[] = []): string {
  return list.join('、')
}

function basisText(basis: readonly LegalBasis[]): string {
  return basis.map(({ law, article }) => (article === '' ? law : `《${law}》${article}`)).join('；')
}
