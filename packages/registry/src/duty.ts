import { formatError, AppError } from '@duibiao/base'
import type { ErrorCode, Language, LegalDate } from '@duibiao/base'
import type { LegalBasis } from './item.ts'
import type { Office } from './office.ts'
import { isValidOn, overlaps } from './validity.ts'
import type { Validity } from './validity.ts'

/** What a street or community may be asked to do: basic 基本履职, assisting 配合履职, taken back 上级收回. */
export const dutyKinds = ['basic', 'assisting', 'taken_back'] as const
export type DutyKind = (typeof dutyKinds)[number]

/** A row of the duty list of streets or of communities (履职清单项). */
export type DutyRow = Validity & {
  readonly district: number
  readonly id: string
  /** The item's code. */
  readonly item: string
  readonly name: string
  /** Whose list: that of all streets, of all communities, or of one office only, which then comes before the others. */
  readonly list: 'street' | 'community'
  readonly office?: string
  readonly legalBasis: readonly LegalBasis[]
} & DutyTerms

/** Who does what. `leadOffice`: the department that is responsible. */
type DutyTerms =
  | { readonly kind: 'basic' }
  /** `act`: the only thing the street or community is asked to do (配合内容). */
  | { readonly kind: 'assisting'; readonly leadOffice: string; readonly act: string }
  /** `manner`: how the department does it now (收回后履职方式). */
  | { readonly kind: 'taken_back'; readonly leadOffice: string; readonly manner?: string }

/** Rows by item. */
export type DutyList = ReadonlyMap<string, readonly DutyRow[]>

/** May this office be given this item, as lead (主办) or to assist (协办)? */
export type DutyRequest = {
  readonly office: Office
  readonly item: string
  readonly as: 'lead' | 'assist'
  readonly on: LegalDate
}

/** The answer, with the row it follows from: a dispatch can be contested only by the row. */
export type DutyAnswer =
  /** `row` is absent for offices that no duty list binds; `act`: nothing but this may be asked. */
  | { readonly ok: true; readonly row?: DutyRow; readonly act?: string }
  | {
      readonly ok: false
      readonly code: Extract<
        ErrorCode,
        'duty_not_listed' | 'duty_assisting_only' | 'duty_taken_back' | 'duty_beyond_community'
      >
      readonly row?: DutyRow
      /** Where the item belongs: the department of the row, or the district's consultation (会商), which amends the list. */
      readonly next:
        { readonly kind: 'department'; readonly office: string } | { readonly kind: 'consultation' }
    }

/** The rows of duty lists by item. */
export function makeDutyList(rows: readonly DutyRow[]): DutyList {
  return Map.groupBy(rows, ({ item }) => item)
}

/**
 * Checks a dispatch against the duty lists (北京接诉即办 17; 北京街道办 10). A basic duty may be led, an
 * assisting one only assisted with the listed act, one taken back goes to the department. What no list has goes to the
 * district's consultation, and never to a community.
 */
export function checkDuty(list: DutyList, request: DutyRequest): DutyAnswer {
  const { office, as } = request
  if (office.kind !== 'street_office' && office.kind !== 'community') return { ok: true }
  const row = findDutyRow(list, request)
  if (row === undefined) {
    const code = office.kind === 'community' ? 'duty_beyond_community' : 'duty_not_listed'
    return { ok: false, code, next: { kind: 'consultation' } }
  }
  switch (row.kind) {
    case 'basic':
      return { ok: true, row }
    case 'assisting':
      if (as === 'assist') return { ok: true, row, act: row.act }
      return {
        ok: false,
        code: 'duty_assisting_only',
        row,
        next: { kind: 'department', office: row.leadOffice },
      }
    case 'taken_back':
      return { ok: false, code: 'duty_taken_back', row, next: { kind: 'department', office: row.leadOffice } }
  }
}

/** The sentence of a refusal: office, item, row and what to do next. Names come from the caller. */
export function describeDutyRefusal(
  answer: Extract<DutyAnswer, { readonly ok: false }>,
  names: { readonly office: string; readonly item: string; readonly leadOffice?: string },
  language: Language,
): string {
  const { code, row } = answer
  const { office, item, leadOffice = '' } = names
  const act = row?.kind === 'assisting' ? row.act : ''
  return formatError(new AppError(code, { office, item, row: row?.id ?? '', leadOffice, act }), language)
}

export type DutyFaultKind =
  | 'duty_doubled'
  | 'validity_empty'
  | 'item_missing'
  | 'office_missing'
  | 'office_kind_wrong'
  | 'lead_office_missing'
  | 'lead_office_kind_wrong'
  | 'act_missing'

export type DutyFault = { readonly kind: DutyFaultKind; readonly id: string; readonly other?: string }

/**
 * Every fault of the duty lists, all at once. Two rows that say different things of one item for the same offices on the
 * same days are a fault, although a dispatch then follows the stricter one.
 */
export function findDutyFaults(
  rows: readonly DutyRow[],
  known: { readonly offices: ReadonlyMap<string, Office>; readonly items: ReadonlySet<string> },
): readonly DutyFault[] {
  const places = Map.groupBy(rows, (row) => `${row.list} ${row.office ?? ''} ${row.item}`)
  return rows.flatMap((row) => {
    const { id } = row
    const faults: DutyFault[] = [...findTermFaults(row, known.offices)]
    if (row.validUntil !== undefined && row.validUntil <= row.validFrom)
      faults.push({ kind: 'validity_empty', id })
    if (!known.items.has(row.item)) faults.push({ kind: 'item_missing', id, other: row.item })
    if (row.office !== undefined) {
      const office = known.offices.get(row.office)
      if (office === undefined) faults.push({ kind: 'office_missing', id, other: row.office })
      else if (office.kind !== (row.list === 'street' ? 'street_office' : 'community'))
        faults.push({ kind: 'office_kind_wrong', id, other: row.office })
    }
    const sharers = places.get(`${row.list} ${row.office ?? ''} ${row.item}`) ?? []
    const twin = sharers.find((other) => other.id !== id && overlaps(other, row))
    if (twin !== undefined) faults.push({ kind: 'duty_doubled', id, other: twin.id })
    return faults
  })
}

function findTermFaults(row: DutyRow, offices: ReadonlyMap<string, Office>): readonly DutyFault[] {
  if (row.kind === 'basic') return []
  const { id, leadOffice: other } = row
  const faults: DutyFault[] = []
  const lead = offices.get(other)
  if (lead === undefined) faults.push({ kind: 'lead_office_missing', id, other })
  else if (lead.kind === 'street_office' || lead.kind === 'community')
    faults.push({ kind: 'lead_office_kind_wrong', id, other })
  if (row.kind === 'assisting' && row.act.trim() === '') faults.push({ kind: 'act_missing', id })
  return faults
}

const strictness: Readonly<Record<DutyKind, number>> = { taken_back: 2, assisting: 1, basic: 0 }

/** The office's own row before that of all; of several the strictest, so that a doubled row never widens a duty. */
function findDutyRow(list: DutyList, { office, item, on }: DutyRequest): DutyRow | undefined {
  const wanted = office.kind === 'community' ? 'community' : 'street'
  const rows = (list.get(item) ?? []).filter((row) => row.list === wanted && isValidOn(row, on))
  const own = rows.filter((row) => row.office === office.id)
  const candidates = own.length > 0 ? own : rows.filter((row) => row.office === undefined)
  return candidates.toSorted((a, b) => strictness[b.kind] - strictness[a.kind])[0]
}
