import { dropDoubles, readValidity } from './import-build.ts'
import type { BuiltRow, ImportSetting } from './import-build.ts'
import { adjustmentChoices, choiceNames, itemLevelChoices, readChoice } from './import-choice.ts'
import { findItemFaults, itemKinds, readItemKind } from './item.ts'
import type { Item, ItemFault } from './item.ts'
import { changedFields, holdsOn } from './registry-row.ts'
import type { RegistryState } from './registry-row.ts'
import type { RowReader } from './row-reader.ts'

type ItemRow = {
  readonly reader: RowReader
  readonly key: string
  readonly item: Item
  /** The version before, which ends when this one begins. */
  readonly ended?: Item
}

/**
 * Items of a file. A row that begins later than the newest version and says something else is a new version, and the one
 * before ends that day (动态调整); a row of the same day corrects the version.
 */
export function buildItems(
  readers: readonly RowReader[],
  state: RegistryState,
  setting: ImportSetting,
): readonly BuiltRow[] {
  const versions = Map.groupBy(state.item.values(), ({ code }) => code)
  const rows = readers.flatMap((reader): readonly ItemRow[] => {
    const code = reader.need('code')
    return code === '' ? [] : [readItem(reader, { code, versions: versions.get(code) ?? [], setting })]
  })
  const unique = dropDoubles(rows, 'code')
  const all = new Map(state.item)
  for (const { item, ended } of unique) {
    if (ended !== undefined) all.set(`${ended.code} ${ended.version}`, ended)
    all.set(`${item.code} ${item.version}`, item)
  }
  const faults = Map.groupBy(findItemFaults([...all.values()]), ({ code, version }) => `${code} ${version}`)
  for (const row of unique) {
    for (const fault of faults.get(row.key) ?? []) tellFault(row, fault)
    const { office } = row.item
    if (office !== undefined && !state.office.has(office))
      row.reader.fault('office', 'reference_missing', { text: office })
  }
  const built = unique.map(({ reader, item, ended }): BuiltRow => ({
    reader,
    entries: [
      ...(ended === undefined ? [] : [{ part: 'item' as const, row: ended }]),
      { part: 'item', row: item },
    ],
  }))
  if (setting.isComplete !== true) return built
  const named = new Set(unique.map(({ item }) => item.code))
  const gone = [...state.item.values()]
    .filter((item) => !named.has(item.code) && holdsOn(item, setting.on) && item.validFrom < setting.on)
    .map((item): BuiltRow => ({
      entries: [{ part: 'item', row: { ...item, validUntil: setting.on } }],
    }))
  return [...built, ...gone]
}

function readItem(
  reader: RowReader,
  {
    code,
    versions,
    setting,
  }: { readonly code: string; readonly versions: readonly Item[]; readonly setting: ImportSetting },
): ItemRow {
  const number = reader.number('version')
  const newest = versions.toSorted((one, other) => other.version - one.version)[0]
  const before = number === undefined ? newest : versions.find(({ version }) => version === number)
  const version = number ?? newest?.version ?? 1
  const item: Item = {
    ...readFields(reader, before ?? newest, setting),
    code,
    version,
    ...readValidity(reader, before, setting.on),
  }
  if (number === undefined && newest !== undefined) return asNextVersion({ reader, item, newest })
  return { reader, key: `${code} ${version}`, item }
}

/** A row that begins later and says something else is the next version, any other one the newest. */
function asNextVersion({
  reader,
  item,
  newest,
}: {
  readonly reader: RowReader
  readonly item: Item
  readonly newest: Item
}): ItemRow {
  const { code, validFrom } = item
  if (validFrom <= newest.validFrom || !saysOtherwise(newest, item))
    return { reader, key: `${code} ${item.version}`, item }
  const next = { ...item, version: newest.version + 1 }
  const ended = endsBefore(newest, validFrom) ? newest : { ...newest, validUntil: validFrom }
  return { reader, key: `${code} ${next.version}`, item: next, ended }
}

function endsBefore({ validUntil }: Item, day: Item['validFrom']): boolean {
  return validUntil !== undefined && validUntil <= day
}

/** More than the days differs. */
function saysOtherwise(before: Item, after: Item): boolean {
  const days: readonly string[] = ['validFrom', 'validUntil']
  return changedFields(before, after).some((field) => !days.includes(field))
}

function readFields(
  reader: RowReader,
  before: Item | undefined,
  { district }: ImportSetting,
): Omit<Item, 'code' | 'version' | 'validFrom' | 'validUntil'> {
  const parent = reader.text('parent', before?.parent)
  const office = reader.text('office', before?.office)
  const adjustment = readAdjustment(reader, before)
  return {
    district,
    name: reader.need('name', before?.name),
    kind: reader.needChoice('kind', kinds, before?.kind),
    ...(parent !== undefined && { parent }),
    authority: reader.need('authority', before?.authority),
    ...(office !== undefined && { office }),
    // A catalogue of a district that does not say the level is the district's own.
    level: reader.needChoice('level', levels, before?.level ?? 'district'),
    legalBasis: reader.legalBasis('legalBasis', before?.legalBasis),
    ...(adjustment !== undefined && { adjustment }),
  }
}

const kinds = {
  read: readItemKind,
  names: Object.values(itemKinds).map(({ zh }) => zh),
  fallback: 'other_power' as const,
}
const levels = {
  read: (text: string) => readChoice(itemLevelChoices, text),
  names: choiceNames(itemLevelChoices).zh,
  fallback: 'district' as const,
}
const adjustments = {
  read: (text: string) => readChoice(adjustmentChoices, text),
  names: choiceNames(adjustmentChoices).zh,
}

function readAdjustment(reader: RowReader, before: Item | undefined): Item['adjustment'] {
  const kind = reader.choice('adjustment', adjustments, before?.adjustment?.kind)
  if (kind === undefined) return undefined
  return { kind, document: reader.need('document', before?.adjustment?.document) }
}

function tellFault({ reader, item }: ItemRow, { kind }: ItemFault): void {
  const other = item.version - 1
  switch (kind) {
    case 'version_doubled':
      return reader.fault('version', 'id_doubled', { other: reader.row })
    case 'version_early':
      return reader.fault('validFrom', 'version_early', { other })
    case 'validity_overlaps':
      return reader.fault('validFrom', 'validity_overlaps', { other })
    case 'validity_empty':
      return reader.fault('validUntil', 'validity_empty')
    case 'parent_missing':
      return reader.fault('parent', 'reference_missing', { text: item.parent ?? '' })
  }
}
