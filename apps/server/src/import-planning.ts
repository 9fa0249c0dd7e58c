import { createHash } from 'node:crypto'
import { canonicalJson } from '@duibiao/base'
import { importFinding, planImport } from '@duibiao/registry'
import type { ImportKind, ImportPlan, ImportSetting, RegistryState } from '@duibiao/registry'
import { readWholeSheet } from '@duibiao/sheet'
import type { SheetFile } from '@duibiao/sheet'

/** A fault of the file, whoever found it: the reader of sheets or the rules of the registry. */
export interface ImportFault {
  readonly sheet: string
  readonly row: number
  readonly column: number
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly zh: string
  readonly en: string
}

/** What a file would change in a registry. */
export interface PlannedFile {
  readonly plan: ImportPlan
  /** Those of the reader first; all of them, by row and column. */
  readonly findings: readonly ImportFault[]
  /** Rows that cannot be read or do not pass. */
  readonly refused: number
  /** Of what would be changed: who gives it back means this plan and no other. */
  readonly digest: string
  readonly file: { readonly name: string; readonly digest: string }
}

/** A file, and the registry as it stands. */
export interface PlanningOrder {
  readonly kind: ImportKind
  readonly file: SheetFile
  readonly state: RegistryState
  readonly setting: ImportSetting
}

/**
 * Reads a file and plans its import. Nothing else is looked at, so that it can be done in any thread.
 * @throws AppError `file_kind_unknown`, `sheet_unreadable`, `sheet_too_large`
 */
export async function planFile({ kind, file, state, setting }: PlanningOrder): Promise<PlannedFile> {
  const { records, findings: unread } = await readWholeSheet(file)
  const lost = new Set(
    unread.filter(({ severity }) => severity === 'error').map(({ sheet, row }) => `${sheet} ${row}`),
  )
  // A row that cannot be read may have named what would be ended for not being named.
  const isWaived = setting.isComplete === true && lost.size > 0
  const plan = planImport(kind, records, {
    state,
    setting: { ...setting, isComplete: setting.isComplete === true && lost.size === 0 },
  })
  const waived = isWaived ? [importFinding({ sheet: '', row: 0 }, 'ending_waived')] : []
  return {
    plan,
    findings: [...waived, ...unread, ...plan.findings],
    refused: plan.count.refused + lost.size,
    digest: digestOf(plan),
    file: { name: file.name, digest: createHash('sha256').update(file.bytes).digest('hex') },
  }
}

function digestOf({ kind, changes }: ImportPlan): string {
  const hash = createHash('sha256').update(kind)
  for (const { part, subject, act, after } of changes)
    hash.update(canonicalJson([part, subject, act, after])).update('\n')
  return hash.digest('hex')
}
