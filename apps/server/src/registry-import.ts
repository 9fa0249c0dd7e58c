import { createHash } from 'node:crypto'
import { AppError, canonicalJson } from '@duibiao/base'
import type { LegalDate } from '@duibiao/base'
import { importFinding, planImport } from '@duibiao/registry'
import type { CoordinateSystem, ImportKind, ImportPlan } from '@duibiao/registry'
import { readWholeSheet } from '@duibiao/sheet'
import type { SheetFile } from '@duibiao/sheet'
import { applyRegistryChanges } from '@duibiao/store'
import type { RegistryVersions } from '@duibiao/store'
import { todayOf } from './registry-reading.ts'
import type { Tenant } from './tenant.ts'

/** A file that is to be imported, and how. The command and the interface ask for it alike. */
export interface ImportRequest {
  readonly kind: ImportKind
  readonly file: SheetFile
  /** What the file does not name ends. */
  readonly isComplete?: boolean
  readonly coordinates?: CoordinateSystem
  /** The day from which rows without a day of their own hold; today when not said. */
  readonly on?: LegalDate
}

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

/** What an import would do. */
export interface PlannedImport {
  readonly plan: ImportPlan
  /** Those of the reader first; all of them, by row and column. */
  readonly findings: readonly ImportFault[]
  /** Rows that cannot be read or do not pass. */
  readonly refused: number
  /** Of what would be changed: who gives it back means this plan and no other. */
  readonly digest: string
  readonly versions: RegistryVersions
  readonly file: { readonly name: string; readonly digest: string }
}

/** Where imports are planned and written. */
type Site = Pick<Tenant, 'database' | 'district' | 'registry' | 'now' | 'calendar'>

/**
 * Plans an import and writes nothing.
 * @throws AppError `file_kind_unknown`, `sheet_unreadable`, `sheet_too_large`
 */
export async function planRegistryImport(site: Site, request: ImportRequest): Promise<PlannedImport> {
  const { kind, file, isComplete = false, coordinates, on = todayOf(site) } = request
  const { records, findings: unread } = await readWholeSheet(file)
  await site.registry.refresh()
  const [state, versions] = [site.registry.state(), site.registry.versions()]
  const lost = new Set(
    unread.filter(({ severity }) => severity === 'error').map(({ sheet, row }) => `${sheet} ${row}`),
  )
  // A row that cannot be read may have named what would be ended for not being named.
  const plan = planImport(kind, records, {
    state,
    setting: {
      district: site.district,
      on,
      isComplete: isComplete && lost.size === 0,
      ...(coordinates !== undefined && { coordinates }),
    },
  })
  const waived = isComplete && lost.size > 0 ? [importFinding({ sheet: '', row: 0 }, 'ending_waived')] : []
  return {
    plan,
    findings: [...waived, ...unread, ...plan.findings],
    refused: plan.count.refused + lost.size,
    digest: digestOf(plan),
    versions,
    file: { name: file.name, digest: createHash('sha256').update(file.bytes).digest('hex') },
  }
}

/** How a plan is carried out. */
export interface ImportConfirmation {
  /** The digest that the dry run gave; without it whatever the plan says now. */
  readonly digest?: string
  /** Rows that pass are wanted although others do not. */
  readonly isPartial: boolean
  readonly by: string
}

/**
 * Carries out a plan. What stands already is not written again, so that a confirmation that comes twice does no harm.
 * @throws AppError `registry_import_refused` when rows do not pass and those that do were not asked for alone,
 * `registry_changed` when the plan is not the one that was shown
 */
export async function applyRegistryImport(
  { database, district, registry, now }: Site,
  { plan, findings, refused, digest, versions, file }: PlannedImport,
  confirmation: ImportConfirmation,
): Promise<void> {
  const isBroken = findings.some(({ severity, row }) => severity === 'error' && row === 0)
  if (isBroken || (refused > 0 && !confirmation.isPartial))
    throw new AppError('registry_import_refused', { refused: Math.max(refused, 1) })
  const { changes } = plan
  if (changes.length === 0) return
  if (confirmation.digest !== undefined && confirmation.digest !== digest)
    throw new AppError('registry_changed', { part: plan.kind })
  const deed = { at: now(), by: confirmation.by, file }
  await applyRegistryChanges(database, district, { changes, versions, deed })
  await registry.refresh()
}

function digestOf({ kind, changes }: ImportPlan): string {
  const hash = createHash('sha256').update(kind)
  for (const { part, subject, act, after } of changes)
    hash.update(canonicalJson([part, subject, act, after])).update('\n')
  return hash.digest('hex')
}
