import { assert, parseLegalDate } from '@duibiao/base'
import { itemKinds } from '@duibiao/registry'
import type { DutyRow, Item, ItemKind, LegalBasis } from '@duibiao/registry'
import { field, fieldsOf, listOf, listOrNone, nameOf, textOf } from './written.ts'
import type { Name, Written } from './written.ts'

/** What the offices of the district do: the power list, and what streets and communities may be asked. */
export interface Catalogue {
  /** Items of departments (权力清单) and, for each duty, the item it is about. */
  readonly items: readonly Item[]
  readonly duties: readonly DutyRow[]
  readonly classes: readonly DutyClass[]
}

/** A class of street duties (大项). */
export interface DutyClass {
  readonly id: string
  readonly name: Name
}

const district = 1
const validFrom = parseLegalDate('2025-06-30')

/** Reads the lists. Codes follow from places in the files, so that a row added at the end of a group moves no other. */
export function readCatalogue(written: {
  readonly items: Written
  readonly streetDuties: Written
  readonly communityDuties: Written
}): Catalogue {
  const classes = listOf(written.streetDuties, (one) => ({ id: textOf(field(one, 'id')), name: nameOf(one) }))
  const duties = [
    ...listOf(written.streetDuties, (one) =>
      readDuties(one, { prefix: `JD${textOf(field(one, 'id'))}`, list: 'street' }),
    ).flat(),
    ...readDuties(written.communityDuties, { prefix: 'SQ', list: 'community' }),
  ]
  return { items: [...readItems(written.items), ...duties.map(itemOfDuty)], duties, classes }
}

const kinds = Object.keys(itemKinds)

function readItems(written: Written): readonly Item[] {
  return fieldsOf(written).flatMap(([office, rows]) => {
    const numbers = new Map<ItemKind, number>()
    return listOf(rows, (row): Item => {
      const [kindText = '', name = '', ...basis] = listOf(row, textOf)
      const kind = itemKindOf(kindText, row.where)
      const number = (numbers.get(kind) ?? 0) + 1
      numbers.set(kind, number)
      return {
        district,
        code: `${office.toUpperCase()}-${itemKinds[kind].letters}-${pad(number)}`,
        version: 1,
        name,
        kind,
        authority: office,
        office,
        level: 'district',
        legalBasis: basis.map(basisOf),
        validFrom,
      }
    })
  })
}

function itemKindOf(text: string, where: string): ItemKind {
  assert(kinds.includes(text), `${where} begins with a kind of item`)
  return text as ItemKind
}

/** The only sentence we add to a statute: that it says how, and another must say that. */
const procedureOnly = '程序依据；实体依据由区里补充'

function basisOf(text: string): LegalBasis {
  const [law = '', article = ''] = text.replace(/^~/, '').split(' ')
  return { law, article, ...(text.startsWith('~') && { text: procedureOnly }) }
}

interface DutyPlace {
  readonly prefix: string
  readonly list: DutyRow['list']
}

function readDuties(written: Written, { prefix, list }: DutyPlace): readonly DutyRow[] {
  const basic = listOrNone(field(written, 'basic'), textOf).map((text) => {
    const [name = '', basis] = text.split('｜')
    return { name, legalBasis: basis === undefined ? [] : [basisOf(basis)], kind: 'basic' as const }
  })
  const assisting = listOrNone(field(written, 'assisting'), (row) => {
    const [leadOffice = '', name = '', act = ''] = listOf(row, textOf)
    return { name, legalBasis: [], kind: 'assisting' as const, leadOffice, act }
  })
  const takenBack = listOrNone(field(written, 'taken_back'), (row) => {
    const [leadOffice = '', name = '', manner = ''] = listOf(row, textOf)
    return { name, legalBasis: [], kind: 'taken_back' as const, leadOffice, manner }
  })
  const groups = [
    ['B', basic],
    ['A', assisting],
    ['T', takenBack],
  ] as const
  return groups.flatMap(([letter, rows]) =>
    rows.map((row, index): DutyRow => {
      const id = `${prefix}-${letter}${pad(index + 1)}`
      return { district, id, item: id, list, validFrom, ...row }
    }),
  )
}

/** Each duty is about an item of its own, so that a dispatch can name it. */
function itemOfDuty(row: DutyRow): Item {
  const lead = row.kind === 'basic' ? undefined : row.leadOffice
  return {
    district,
    code: row.item,
    version: 1,
    name: row.name,
    kind: row.kind === 'taken_back' ? 'other_power' : 'public_service',
    authority: lead ?? (row.list === 'street' ? '街道办事处、镇人民政府' : '居民委员会、村民委员会'),
    ...(lead !== undefined && { office: lead }),
    level: row.kind === 'taken_back' ? 'district' : 'street',
    legalBasis: row.legalBasis,
    validFrom,
  }
}

function pad(number: number): string {
  return String(number).padStart(2, '0')
}
