import { findAreaByCode, makeAreaDirectory } from './area-code.ts'
import type { AreaDirectory } from './area-code.ts'
import { keyRows, readValidity } from './import-build.ts'
import type { BuiltRow, ImportSetting } from './import-build.ts'
import { choiceNames, officeKindChoices, readChoice } from './import-choice.ts'
import { placeTree, settleTree } from './import-tree.ts'
import { isCreditCode } from './office.ts'
import type { Office } from './office.ts'
import type { RegistryState } from './registry-row.ts'
import type { RowReader } from './row-reader.ts'

const kinds = {
  read: (text: string) => readChoice(officeKindChoices, text),
  names: choiceNames(officeKindChoices).zh,
  fallback: 'department' as const,
}

/** Offices of a file: tree, kind, credit code, and the area they are there for, by id or by code, old codes included. */
export function buildOffices(
  readers: readonly RowReader[],
  state: RegistryState,
  setting: ImportSetting,
): readonly BuiltRow[] {
  const unique = keyRows(readers)
  const known = new Set([...state.office.keys(), ...unique.map(({ key }) => key)])
  const directory = makeAreaDirectory([...state.area.values()])
  const drafts = unique.map(({ reader, key }) => {
    const before = state.office.get(key)
    const parent = reader.text('parent', before?.parent)
    if (parent !== undefined && !known.has(parent))
      reader.fault('parent', 'reference_missing', { text: parent })
    const node: Office = {
      ...readOffice(reader, before),
      ...(parent !== undefined && { parent }),
      ...readArea(reader, before, { state, setting, directory }),
      ...readValidity(reader, before, setting.on),
      district: setting.district,
      id: key,
      path: '',
    }
    return { reader, node }
  })
  const placed = settleTree(placeTree(drafts, state.office, setting))
  return [
    ...placed.drafts.map(({ reader, node }) => ({
      reader,
      entries: [{ part: 'office' as const, row: node }],
    })),
    ...placed.others.map((row) => ({ entries: [{ part: 'office' as const, row }] })),
  ]
}

function readOffice(
  reader: RowReader,
  before: Office | undefined,
): Pick<Office, 'name' | 'kind' | 'creditCode' | 'successors'> {
  const creditCode = reader.text('creditCode', before?.creditCode)
  if (creditCode !== undefined && !isCreditCode(creditCode))
    reader.fault('creditCode', 'credit_code_wrong', { text: creditCode })
  const successors = reader.list('successors', before?.successors)
  return {
    kind: reader.needChoice('kind', kinds, before?.kind),
    name: reader.need('name', before?.name),
    ...(creditCode !== undefined && { creditCode }),
    ...(successors.length > 0 && { successors }),
  }
}

/** The area by its id or code; an old code counts when exactly one area took its place. */
function readArea(
  reader: RowReader,
  before: Office | undefined,
  place: {
    readonly state: RegistryState
    readonly setting: ImportSetting
    readonly directory: AreaDirectory
  },
): Pick<Office, 'area'> {
  const text = reader.text('area', before?.area)
  if (text === undefined) return {}
  if (place.state.area.has(text)) return { area: text }
  const found = findAreaByCode(place.directory, text, place.setting.on)
  const [area, ...more] = found.kind === 'current' || found.kind === 'succeeded' ? found.areas : []
  if (area !== undefined && more.length === 0) return { area: area.id }
  reader.fault('area', 'reference_missing', { text })
  return {}
}
