import { AppError, formatInstant } from '@duibiao/base'
import { listBoundaries, readBoundary, replaceBoundaries } from '@duibiao/contract'
import type { AnswerOf } from '@duibiao/contract'
import type { AreaGeometry } from '@duibiao/registry'
import { findBoundary, listBoundariesBefore, listStatisticDivisions } from '@duibiao/store'
import type { Boundary } from '@duibiao/store'
import { changeAudited } from './audit.ts'
import { tellBoundaryFindings } from './boundary-finding.ts'
import { applyBoundaries, planBoundaries } from './boundary-import.ts'
import type { PlannedBoundary } from './boundary-import.ts'
import { defined } from './defined.ts'
import type { Limits } from './limit.ts'
import { readCursor, writeCursor } from './list-page.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import { requirePerson } from './session-route.ts'
import { readUpload } from './upload.ts'

type Report = AnswerOf<typeof replaceBoundaries>
type Line = AnswerOf<typeof listBoundaries>['rows'][number]
type Geometry = AnswerOf<typeof readBoundary>['shapes']['features'][number]['geometry']

/** 行政区划界线: boundaries of divisions that the operator hands in, each file in the place of the one before. */
export function makeBoundaryRoutes({
  config,
}: {
  readonly config: { readonly limits: Pick<Limits, 'fileBytes'> }
}): readonly Route[] {
  const { fileBytes } = config.limits
  return [
    route(replaceBoundaries, async (asking) => ({ value: await runImport(asking, fileBytes) })),
    route(listBoundaries, async ({ tenant, query: { after, limit = 50 } }) => {
      const before = after === undefined ? undefined : numberIn(after)
      const wish = { before, limit: limit + 1 }
      const found = await listBoundariesBefore(tenant.database, tenant.district, wish)
      const rows = found.slice(0, limit).map(lineOf)
      const last = found.length > limit ? rows.at(-1) : undefined
      return { value: { rows, ...(last && { next: writeCursor(String(last.boundary)) }) } }
    }),
    route(readBoundary, async ({ tenant, params }) => {
      const found = await findBoundary(tenant.database, tenant.district, params.boundary)
      if (found === undefined) throw new AppError('resource_missing')
      const divisions = await listStatisticDivisions(tenant.database, tenant.district)
      // By years, so that the newest of a code is the last.
      const names = new Map(divisions.map(({ code, name }) => [code, name]))
      const features = found.shapes.map(({ code: id, geometry }) => ({
        type: 'Feature' as const,
        id,
        properties: { name: names.get(id) ?? id },
        geometry: geometryOf(geometry),
      }))
      const shapes = { type: 'FeatureCollection' as const, features }
      return { value: { ...lineOf(found), shapes } }
    }),
  ]
}

async function runImport(asking: Asking<typeof replaceBoundaries>, limit: number): Promise<Report> {
  const { tenant, caller, query, body } = asking
  const { name, property, coordinates, source, approval, digest } = query
  const planned = await planBoundaries(tenant, {
    file: { name, bytes: await readUpload(body, limit) },
    property,
    coordinates,
    source: source.trim(),
    approval: approval.trim(),
  })
  const report = reportOf(planned)
  if (digest === undefined) return report
  const by = requirePerson(caller).accountName
  const done = await changeAudited(asking, async (transaction) => {
    const applied = await applyBoundaries(transaction, tenant, { planned, digest, by })
    const act = { kind: 'data.imported', subject: 'boundaries', detail: boundaryDetail(planned) } as const
    return { value: applied, act: applied.isNew ? act : undefined }
  })
  return { ...report, is_applied: true, boundary: done.number }
}

/** What the audit keeps of an import. */
export function boundaryDetail({ request, added, changed, removed }: PlannedBoundary) {
  const { file, source, approval } = request
  return { kind: 'boundaries', file: file.name, source, approval, added, changed, removed }
}

function reportOf(planned: PlannedBoundary): Report {
  const { reading, added, changed, removed, lacking, digest, findings, isSame, after } = planned
  const { features, passed, shapes, positions, keptPositions, tolerance } = reading
  return {
    is_applied: false,
    digest,
    ...defined({ boundary: isSame ? after : undefined }),
    features,
    passed,
    divisions: shapes.length,
    positions,
    kept_positions: keptPositions,
    tolerance,
    added,
    changed,
    removed,
    lacking,
    ...tellBoundaryFindings(findings),
  }
}

function lineOf(one: Boundary): Line {
  const { at, by, file, fileDigest, property, coordinates, source, approval } = one
  const { features, passed, divisions, positions, keptPositions, tolerance } = one
  return {
    boundary: one.number,
    at: formatInstant(at),
    by,
    file,
    file_digest: fileDigest,
    property,
    coordinates,
    source,
    approval,
    features,
    passed,
    divisions,
    positions,
    kept_positions: keptPositions,
    tolerance,
  }
}

function geometryOf(geometry: AreaGeometry): Geometry {
  switch (geometry.type) {
    case 'Polygon':
      return { type: 'Polygon', coordinates: ringsOf(geometry.coordinates) }
    case 'MultiPolygon':
      return { type: 'MultiPolygon', coordinates: geometry.coordinates.map(ringsOf) }
  }
}

function ringsOf(rings: readonly (readonly (readonly number[])[])[]): number[][][] {
  return rings.map((ring) => ring.map((position) => [...position]))
}

/** @throws AppError `request_malformed` */
function numberIn(after: string): number {
  const number = readCursor(after)
  if (!/^[0-9]{1,9}$/.test(number)) throw new AppError('request_malformed', { reason: '/query/after' })
  return Number(number)
}
