import { findDutyFaults } from './duty.ts'
import type { DutyFault, DutyKind, DutyRow } from './duty.ts'
import { keyRows, readValidity } from './import-build.ts'
import type { BuiltRow, ImportSetting } from './import-build.ts'
import {
  choiceNames,
  dutyKindChoices,
  dutyListChoices,
  officeKindChoices,
  readChoice,
} from './import-choice.ts'
import { holdsOn } from './registry-row.ts'
import type { RegistryState } from './registry-row.ts'
import type { RowReader } from './row-reader.ts'

/** Rows of the duty lists. */
export function buildDuties(
  readers: readonly RowReader[],
  state: RegistryState,
  setting: ImportSetting,
): readonly BuiltRow[] {
  const unique = keyRows(readers).map(({ reader, key }) => ({
    reader,
    row: readDuty(reader, { key, state, setting }),
  }))
  const named = new Map(unique.map(({ reader, row }) => [row.id, reader]))
  const ended = [...state.duty.values()]
    .filter((row) => !named.has(row.id))
    .map((row) => (setting.isComplete === true ? endDuty(row, setting) : row))
  const items = new Set([...state.item.values()].map(({ code }) => code))
  const all = [...unique.map(({ row }) => row), ...ended]
  for (const fault of findDutyFaults(all, { offices: state.office, items })) {
    const reader = named.get(fault.id)
    if (reader !== undefined) tellFault(reader, fault)
  }
  return [
    ...unique.map(({ reader, row }): BuiltRow => ({ reader, entries: [{ part: 'duty', row }] })),
    ...ended.map((row): BuiltRow => ({ entries: [{ part: 'duty', row }] })),
  ]
}

function endDuty(row: DutyRow, { on }: ImportSetting): DutyRow {
  return holdsOn(row, on) && row.validFrom < on ? { ...row, validUntil: on } : row
}

const kinds = {
  read: (text: string) => readChoice(dutyKindChoices, text),
  names: choiceNames(dutyKindChoices).zh,
  fallback: 'basic' as const,
}
const lists = {
  read: (text: string) => readChoice(dutyListChoices, text),
  names: choiceNames(dutyListChoices).zh,
  fallback: 'street' as const,
}

function readDuty(
  reader: RowReader,
  {
    key,
    state,
    setting,
  }: { readonly key: string; readonly state: RegistryState; readonly setting: ImportSetting },
): DutyRow {
  const before = state.duty.get(key)
  const office = reader.text('office', before?.office)
  return {
    district: setting.district,
    id: key,
    item: reader.need('item', before?.item),
    name: reader.need('name', before?.name),
    list: reader.needChoice('list', lists, before?.list),
    ...(office !== undefined && { office }),
    legalBasis: reader.legalBasis('legalBasis', before?.legalBasis),
    ...readValidity(reader, before, setting.on),
    ...readTerms(reader, before, reader.needChoice('kind', kinds, before?.kind)),
  }
}

type Terms = { readonly [Kind in DutyKind]: Extract<DutyRow, { readonly kind: Kind }> }

function readTerms(
  reader: RowReader,
  before: DutyRow | undefined,
  kind: DutyKind,
):
  | Pick<Terms['basic'], 'kind'>
  | Pick<Terms['assisting'], 'kind' | 'leadOffice' | 'act'>
  | Pick<Terms['taken_back'], 'kind' | 'leadOffice' | 'manner'> {
  const leadBefore = before === undefined || before.kind === 'basic' ? undefined : before.leadOffice
  switch (kind) {
    case 'basic':
      return { kind }
    case 'assisting':
      return {
        kind,
        leadOffice: reader.need('leadOffice', leadBefore),
        act: reader.need('act', before?.kind === 'assisting' ? before.act : undefined),
      }
    case 'taken_back': {
      const manner = reader.text('manner', before?.kind === 'taken_back' ? before.manner : undefined)
      const leadOffice = reader.need('leadOffice', leadBefore)
      return { kind, leadOffice, ...(manner !== undefined && { manner }) }
    }
  }
}

function tellFault(reader: RowReader, { kind, other = '' }: DutyFault): void {
  switch (kind) {
    case 'duty_doubled':
      return reader.fault('item', 'duty_doubled', { other })
    case 'item_missing':
      return other === '' ? undefined : reader.fault('item', 'reference_missing', { text: other })
    case 'office_missing':
      return reader.fault('office', 'reference_missing', { text: other })
    case 'lead_office_missing':
      return other === '' ? undefined : reader.fault('leadOffice', 'reference_missing', { text: other })
    case 'office_kind_wrong':
      return reader.fault('office', 'office_kind_wrong', { other, ...wanted(['street_office', 'community']) })
    case 'lead_office_kind_wrong':
      return reader.fault('leadOffice', 'office_kind_wrong', { other, ...wanted(['department']) })
    // Told where the row was read.
    case 'validity_empty':
    case 'act_missing':
      return
  }
}

function wanted(kindsWanted: readonly string[]): { readonly wantedZh: string; readonly wantedEn: string } {
  const names = officeKindChoices.filter(([kind]) => kindsWanted.includes(kind))
  return {
    wantedZh: names.map(([, zh]) => zh).join('或'),
    wantedEn: names.map(([kind]) => kind).join(' or '),
  }
}
