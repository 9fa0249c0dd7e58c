import { AppError, canonicalJson } from '@duibiao/base'
import type { Language, LegalDate, SheetRecord } from '@duibiao/base'
import type { EditKind } from '@duibiao/contract'
import { importColumns, planEntries, planImport, subjectOf } from '@duibiao/registry'
import type {
  CoordinateSystem,
  ImportKind,
  ImportOutcome,
  RegistryChange,
  RegistryPart,
  RegistryState,
} from '@duibiao/registry'
import { applyRegistryChanges } from '@duibiao/store'
import { FieldFault } from './asking.ts'
import type { FieldFinding } from './problem.ts'
import { readDeputy, readDutyTime } from './registry-entry.ts'
import type { EditFault } from './registry-entry.ts'
import { todayOf } from './registry-reading.ts'
import type { Tenant } from './tenant.ts'

/** One row of the registry that is added or changed by hand. */
export interface RowEdit {
  readonly kind: EditKind
  /** Cells by the names of the columns of an import. */
  readonly row: Readonly<Record<string, string>>
  readonly geometry?: unknown
  readonly coordinates?: CoordinateSystem
  readonly on?: LegalDate
  /** The tag of the row as the person saw it. */
  readonly ifMatch: string | undefined
  readonly by: string
  readonly language: Language
  /** Nothing is changed: what would be is told. */
  readonly isTrial?: boolean
}

/** What came of it. */
export interface EditedRow {
  readonly subject: string
  readonly outcome: ImportOutcome
  readonly changes: readonly RegistryChange[]
  readonly tag: string
}

type Site = Pick<Tenant, 'database' | 'district' | 'registry' | 'now' | 'calendar' | 'secrets'>

/**
 * Changes one row under the rules of imports. A row that is there is changed only by who saw it as it stands; what stands
 * already as wanted is answered as unchanged, so that the same change twice does no harm.
 * @throws FieldFault with every fault by field; AppError `precondition_failed`, `registry_changed`
 */
export async function editRow(site: Site, edit: RowEdit): Promise<EditedRow> {
  await site.registry.refresh()
  const [state, versions] = [site.registry.state(), site.registry.versions()]
  const planned = planEdit(site, edit, state)
  const { part, subject, changes } = planned
  if (changes.length === 0) {
    return { ...planned, outcome: 'unchanged', tag: tagOfRow(site, part, state[part].get(subject)) }
  }
  const before = state[part].get(subject)
  if (before !== undefined && edit.ifMatch !== tagOfRow(site, part, before))
    throw new AppError('precondition_failed')
  if (edit.isTrial === true) return { ...planned, tag: tagOfRow(site, part, before) }
  const deed = { at: site.now(), by: edit.by }
  await applyRegistryChanges(site.database, site.district, { changes, versions, deed })
  await site.registry.refresh()
  return { ...planned, tag: tagOfRow(site, part, site.registry.state()[part].get(subject)) }
}

/** The tag of a row by its content; keyed, since a telephone number would be found from a plain digest. */
export function tagOfRow(
  { secrets, district }: Pick<Tenant, 'secrets' | 'district'>,
  part: RegistryPart,
  row: object | undefined,
): string {
  const digest = secrets.digest(canonicalJson([part, row ?? null]), `registry row ${district}`)
  return `"${Buffer.from(digest).toString('base64url').slice(0, 22)}"`
}

interface PlannedEdit {
  readonly part: RegistryPart
  readonly subject: string
  readonly outcome: ImportOutcome
  readonly changes: readonly RegistryChange[]
}

const mainParts = {
  areas: 'area',
  offices: 'office',
  posts: 'post',
  people: 'person',
  items: 'item',
  duties: 'duty',
  deputies: 'deputy',
  duty_times: 'duty_time',
} as const satisfies Readonly<Record<EditKind, RegistryPart>>

function planEdit(site: Site, edit: RowEdit, state: RegistryState): PlannedEdit {
  const { kind } = edit
  if (kind !== 'deputies' && kind !== 'duty_times') return planAsImport(site, edit, { kind, state })
  const read = kind === 'deputies' ? readDeputy : readDutyTime
  const entry = read(edit.row, state, site.district)
  if ('findings' in entry) throw faultOf(entry.findings, edit.language)
  const changes = planEntries([entry], state)
  const outcome = changes[0]?.act ?? 'unchanged'
  return { part: mainParts[kind], subject: subjectOf(entry), outcome, changes }
}

function planAsImport(
  site: Site,
  edit: RowEdit,
  { kind, state }: { readonly kind: ImportKind; readonly state: RegistryState },
): PlannedEdit {
  const cells = cellsOf(edit, kind, state)
  const fields = [...cells.keys()]
  const record: SheetRecord = {
    sheet: '',
    row: 1,
    cells: new Map(
      fields.map((field, place) => [field, { column: place + 1, text: cells.get(field) ?? '' }]),
    ),
    ...(edit.geometry !== undefined && { geometry: edit.geometry }),
  }
  const { changes, findings, lines } = planImport(kind, [record], {
    state,
    setting: {
      district: site.district,
      on: edit.on ?? todayOf(site),
      ...(edit.coordinates !== undefined && { coordinates: edit.coordinates }),
    },
  })
  const faults = findings
    .filter(({ severity, code }) => severity === 'error' || code === 'column_unknown')
    .map(({ column, code, zh, en }) => ({ field: fields[column - 1] ?? '', code, zh, en }))
  if (faults.length > 0) throw faultOf(faults, edit.language)
  const line = lines.find(({ row }) => row === 1)
  const subject = line?.subject ?? ''
  return { part: mainParts[kind], subject, outcome: line?.outcome ?? 'unchanged', changes }
}

/** What must stand in every row of a file need not be said again of a row that is there. */
function cellsOf({ row }: RowEdit, kind: ImportKind, state: RegistryState): ReadonlyMap<string, string> {
  const cells = new Map(Object.entries(row))
  const before = findBefore(cells, kind, state)
  if (before === undefined) return cells
  for (const { field, isRequired } of importColumns[kind]) {
    const value = new Map<string, unknown>(Object.entries(before)).get(field)
    if (isRequired === true && !cells.has(field) && typeof value === 'string') cells.set(field, value)
  }
  return cells
}

function findBefore(
  cells: ReadonlyMap<string, string>,
  kind: ImportKind,
  state: RegistryState,
): object | undefined {
  const key = cells.get('id') ?? cells.get('code') ?? ''
  if (kind !== 'items') return state[mainParts[kind]].get(key)
  const versions = [...state.item.values()].filter(({ code }) => code === key)
  return versions.toSorted((one, other) => other.version - one.version)[0]
}

function faultOf(faults: readonly EditFault[], language: Language): FieldFault {
  const findings = faults.map(({ field, code, ...sentence }): FieldFinding => ({
    path: field === '' ? '/body/row' : `/body/row/${field}`,
    code,
    message: sentence[language],
  }))
  return new FieldFault(findings)
}
