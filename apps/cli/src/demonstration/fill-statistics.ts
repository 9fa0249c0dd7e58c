import { assert } from '@duibiao/base'
import type { DistrictId, LegalDate } from '@duibiao/base'
import { applyDivisions, applyStatistics, planDivisions, planStatistics } from '@duibiao/server'
import type { Tenant } from '@duibiao/server'
import { readLastImport } from '@duibiao/store'
import type { Database } from '@duibiao/store'
import { writeCityFiles } from '../minghu/city.ts'
import type { DistrictFile } from '../minghu/registry-file.ts'
import { readWrittenCity } from '../minghu/written-file.ts'

/** Who brought the yearbook in: the demonstration account of the analyst. */
const by = 'analyst'

/** Whether no table of statistics was ever imported. */
export async function lacksStatistics(database: Database, district: DistrictId): Promise<boolean> {
  return (await readLastImport(database, district)) === 0
}

/**
 * Imports the yearbook of the city, by the rules of any import: the list of divisions, then the table. One row bears the mark of
 * a footnote, is told as a fault and kept out. Where statistics are there already nothing is done.
 */
export async function fillStatistics(
  tenant: Tenant,
  made: { readonly seed: number; readonly from: LegalDate },
): Promise<void> {
  const { database, district, audit } = tenant
  if (!(await lacksStatistics(database, district))) return
  const { divisions, plan, table } = await writeCityFiles(readWrittenCity(), made)
  const listed = await planDivisions(tenant, { file: fileOf(divisions) })
  await database.transaction((transaction) =>
    applyDivisions(transaction, tenant, { planned: listed, digest: listed.digest }),
  )
  const planned = await planStatistics(tenant, {
    file: fileOf(table),
    plan: plan.text,
    units: 'division',
  })
  const errors = planned.findings.filter(({ severity }) => severity === 'error')
  assert(errors.length === 1, `of ${table.name} one row is kept out`)
  const confirmation = { digest: planned.digest, isPartial: true, by }
  await database.transaction((transaction) => applyStatistics(transaction, tenant, { planned, confirmation }))
  const { fileDigest, added, changed } = planned
  await audit.record([
    {
      kind: 'data.imported',
      outcome: 'done',
      actorName: by,
      subject: 'divisions',
      detail: { kind: 'divisions', file: divisions.name, divisions: listed.divisions.length },
    },
    {
      kind: 'data.imported',
      outcome: 'done',
      actorName: by,
      subject: 'statistics',
      detail: { kind: 'statistics', file: table.name, digest: fileDigest, added, changed },
    },
  ])
}

function fileOf({ name, text }: DistrictFile): { readonly name: string; readonly bytes: Uint8Array } {
  return { name, bytes: new TextEncoder().encode(text) }
}
