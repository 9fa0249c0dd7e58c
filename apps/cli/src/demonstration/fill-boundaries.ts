import { applyBoundaries, boundaryDetail, planBoundaries } from '@duibiao/server'
import type { Tenant } from '@duibiao/server'
import { listBoundariesBefore } from '@duibiao/store'
import { writeCityBoundary } from '../minghu/city-boundary.ts'
import type { Skeleton } from '../minghu/skeleton.ts'
import { readWrittenBoundary } from '../minghu/written-file.ts'

/** Who handed the boundaries in: the demonstration account of the analyst. */
const by = 'analyst'

/** Imports the boundaries of the city, by the rules of any import; its divisions are there before. Where there are some nothing is done. */
export async function fillBoundaries(
  tenant: Tenant,
  { seed, skeleton }: { readonly seed: number; readonly skeleton: Skeleton },
): Promise<void> {
  const { database, district, audit } = tenant
  const kept = await listBoundariesBefore(database, district, { before: undefined, limit: 1 })
  if (kept.length > 0) return
  const written = readWrittenBoundary()
  const { name, text } = writeCityBoundary(written, skeleton, seed)
  const planned = await planBoundaries(tenant, {
    file: { name, bytes: new TextEncoder().encode(text) },
    property: 'code',
    coordinates: 'cgcs2000',
    source: written.source,
    approval: written.approval,
  })
  const { digest } = planned
  await database.transaction((transaction) => applyBoundaries(transaction, tenant, { planned, digest, by }))
  await audit.record([
    {
      kind: 'data.imported',
      outcome: 'done',
      actorName: by,
      subject: 'boundaries',
      detail: boundaryDetail(planned),
    },
  ])
}
