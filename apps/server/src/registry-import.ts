import { AppError } from '@duibiao/base'
import type { LegalDate } from '@duibiao/base'
import type { CoordinateSystem, ImportKind } from '@duibiao/registry'
import type { SheetFile } from '@duibiao/sheet'
import { applyRegistryChanges } from '@duibiao/store'
import type { RegistryVersions } from '@duibiao/store'
import { planAside } from './import-aside.ts'
import type { PlannedFile } from './import-planning.ts'
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

/** What an import would do. */
export interface PlannedImport extends PlannedFile {
  readonly versions: RegistryVersions
}

/** Where imports are planned and written. */
type Site = Pick<Tenant, 'database' | 'district' | 'registry' | 'now' | 'calendar'>

/**
 * Plans an import and writes nothing.
 * @throws AppError `file_kind_unknown`, `sheet_unreadable`, `sheet_too_large`
 */
export async function planRegistryImport(site: Site, request: ImportRequest): Promise<PlannedImport> {
  const { kind, file, isComplete = false, coordinates, on = todayOf(site) } = request
  await site.registry.refresh()
  const [state, versions] = [site.registry.state(), site.registry.versions()]
  const setting = {
    district: site.district,
    on,
    isComplete,
    ...(coordinates !== undefined && { coordinates }),
  }
  return { ...(await planAside({ kind, file, state, setting })), versions }
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
