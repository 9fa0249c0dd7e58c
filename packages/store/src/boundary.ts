import { instantOf } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import type { BoundaryShape, CoordinateSystem } from '@duibiao/registry'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'

/** Boundaries of divisions as somebody handed them in, without their shapes. */
export interface Boundary {
  /** Counts from 1. */
  readonly number: number
  readonly at: Instant
  /** Name of the account. */
  readonly by: string
  readonly file: string
  readonly fileDigest: string
  /** Of what is shown. */
  readonly digest: string
  /** The property of a feature that holds the code of its division. */
  readonly property: string
  readonly coordinates: CoordinateSystem
  readonly source: string
  /** 审图号. */
  readonly approval: string
  readonly features: number
  readonly passed: number
  readonly divisions: number
  readonly positions: number
  readonly keptPositions: number
  /** Metres. */
  readonly tolerance: number
}

/** The same with its shapes. */
export interface BoundaryWithShapes extends Boundary {
  readonly shapes: readonly BoundaryShape[]
}

/** Keeps boundaries after those before. @throws AppError `row_exists` when another import has the number */
export async function addBoundary(
  queryable: Queryable,
  district: DistrictId,
  boundary: BoundaryWithShapes,
): Promise<void> {
  const { number, at, by, file, fileDigest, digest, property, coordinates, source, approval } = boundary
  const { features, passed, divisions, positions, keptPositions, tolerance, shapes } = boundary
  await queryable.execute(addStatement, [
    district,
    number,
    toTimestamp(at),
    by,
    file,
    fileDigest,
    digest,
    property,
    coordinates,
    source,
    approval,
    features,
    passed,
    divisions,
    positions,
    keptPositions,
    tolerance,
    JSON.stringify(shapes),
  ])
}

/** Boundaries before a number, the newest first. */
export async function listBoundariesBefore(
  queryable: Queryable,
  district: DistrictId,
  { before, limit }: { readonly before: number | undefined; readonly limit: number },
): Promise<readonly Boundary[]> {
  const rows = await queryable.query<BoundaryRow>(listStatement, [district, before ?? 2_147_483_647, limit])
  return rows.map(parseBoundary)
}

/** Boundaries with their shapes; undefined when there are none of the number. */
export async function findBoundary(
  queryable: Queryable,
  district: DistrictId,
  number: number,
): Promise<BoundaryWithShapes | undefined> {
  const [row] = await queryable.query<BoundaryRow & { readonly shapes: string }>(findStatement, [
    district,
    number,
  ])
  // What `addBoundary` wrote.
  return row && { ...parseBoundary(row), shapes: JSON.parse(row.shapes) as readonly BoundaryShape[] }
}

interface BoundaryRow {
  readonly number: number
  readonly at: number
  readonly by: string
  readonly file: string
  readonly file_digest: string
  readonly digest: string
  readonly property: string
  readonly coordinates: CoordinateSystem
  readonly source: string
  readonly approval: string
  readonly features: number
  readonly passed: number
  readonly divisions: number
  readonly positions: number
  readonly kept_positions: number
  readonly tolerance: number
}

function parseBoundary(row: BoundaryRow): Boundary {
  const { number, by, file, digest, property, coordinates, source, approval } = row
  const { features, passed, divisions, positions, tolerance } = row
  return {
    number,
    at: instantOf(row.at),
    by,
    file,
    fileDigest: row.file_digest,
    digest,
    property,
    coordinates,
    source,
    approval,
    features,
    passed,
    divisions,
    positions,
    keptPositions: row.kept_positions,
    tolerance,
  }
}

const columns = `number, at, by, file, file_digest, digest, property, coordinates, source, approval,
  features, passed, divisions, positions, kept_positions, tolerance`

/** Fails where the number is taken: somebody imported meanwhile. */
const addStatement: Statement = {
  name: 'add_boundary',
  text: `insert into boundary (
  district_id, ${columns}, shapes
)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
}

const listStatement: Statement = {
  name: 'list_boundaries',
  text: `select ${columns}
from boundary
where district_id = $1
  and number < $2
order by number desc
limit $3`,
}

const findStatement: Statement = {
  name: 'find_boundary',
  text: `select ${columns}, shapes
from boundary
where district_id = $1
  and number = $2`,
}

/** For review: `packages/store/emitted`. */
export const boundaryStatements: readonly Statement[] = [addStatement, listStatement, findStatement]
