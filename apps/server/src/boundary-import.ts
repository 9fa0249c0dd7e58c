import { createHash } from 'node:crypto'
import { AppError, isAppError } from '@duibiao/base'
import type { BoundaryReading, BoundaryShape, CoordinateSystem } from '@duibiao/registry'
import {
  addBoundary,
  findBoundary,
  listBoundariesBefore,
  listStatisticDivisions,
  listStatisticDivisionsWithValues,
} from '@duibiao/store'
import type { BoundaryWithShapes, Queryable } from '@duibiao/store'
import { readBoundaryAside } from './boundary-aside.ts'
import { boundaryFinding, isBoundaryError } from './boundary-finding.ts'
import type { BoundaryFinding } from './boundary-finding.ts'
import type { Tenant } from './tenant.ts'

/** A file of boundaries that is to be imported. The command and the interface ask for it alike. */
export interface BoundaryRequest {
  readonly file: { readonly name: string; readonly bytes: Uint8Array }
  readonly property: string
  readonly coordinates: CoordinateSystem
  readonly source: string
  /** 审图号. */
  readonly approval: string
}

/** What an import would do. */
export interface PlannedBoundary {
  readonly request: BoundaryRequest
  readonly reading: Omit<BoundaryReading, 'faults'>
  /** Number of the last import there was; 0 before the first. */
  readonly after: number
  /** The last import shows the same. */
  readonly isSame: boolean
  readonly added: number
  readonly changed: number
  readonly removed: number
  readonly lacking: number
  readonly findings: readonly BoundaryFinding[]
  /** Of what would be shown. */
  readonly contentDigest: string
  /** The same, and after which import: who gives it back means this and nothing else. */
  readonly digest: string
}

/** Where boundaries are imported. */
export type BoundarySite = Pick<Tenant, 'database' | 'district' | 'now'>

/** As 审图号 are written: who approved it, the year, a number. */
const approvalForm = /^\p{Script=Han}?[A-Z]{1,3}\s*[(（[〔]\d{4}[)）\]〕]\s*\d+\s*号?$/u

/**
 * Plans an import and writes nothing.
 * @throws AppError `boundary_file_unreadable`, `boundary_file_too_large`, `server_busy`
 */
export async function planBoundaries(
  { database, district }: BoundarySite,
  request: BoundaryRequest,
): Promise<PlannedBoundary> {
  const { file, property, coordinates, approval } = request
  const divisions = await listStatisticDivisions(database, district)
  const known = [...new Set(divisions.map(({ code }) => code))]
  const { faults, ...reading } = await readBoundaryAside({ bytes: file.bytes, property, coordinates, known })
  const [newest] = await listBoundariesBefore(database, district, { before: undefined, limit: 1 })
  const last = newest && (await findBoundary(database, district, newest.number))
  const used = await listStatisticDivisionsWithValues(database, district, known)
  const drawn = new Set(reading.shapes.map(({ code }) => code))
  const lacking = used.filter((code) => !drawn.has(code))
  const contentDigest = digestOf(request, reading.shapes)
  const after = last?.number ?? 0
  return {
    request,
    reading,
    after,
    isSame: last?.digest === contentDigest,
    ...holdAgainst(reading.shapes, last?.shapes ?? []),
    lacking: lacking.length,
    findings: [
      ...wholeFaults({ known: known.length, reading, approval, lacking }),
      // Without a list each code would be one that it lacks.
      ...(known.length === 0 ? [] : faults.map(boundaryFinding)),
    ],
    contentDigest,
    digest: createHash('sha256').update(`${after} ${contentDigest}`).digest('hex'),
  }
}

interface Whole {
  readonly known: number
  readonly reading: Pick<BoundaryReading, 'passed' | 'features' | 'shapes'>
  readonly approval: string
  /** Codes of divisions that have statistics and no shape. */
  readonly lacking: readonly string[]
}

/** How many codes a finding names. */
const mostNamed = 20

function wholeFaults({ known, reading, approval, lacking }: Whole): readonly BoundaryFinding[] {
  const { features, passed, shapes } = reading
  if (known === 0) return [boundaryFinding({ feature: 0, code: 'divisions_missing', params: {} })]
  const isForeign = shapes.length === 0 && features > 0 && passed === features
  const named = lacking.slice(0, mostNamed).join(', ')
  const text = lacking.length > mostNamed ? `${named} …` : named
  return [
    ...(isForeign ? [boundaryFinding({ feature: 0, code: 'nothing_known', params: {} })] : []),
    ...(approvalForm.test(approval.trim())
      ? []
      : [boundaryFinding({ feature: 0, code: 'approval_unlike', params: { text: approval } })]),
    ...(shapes.length > 0 && lacking.length > 0
      ? [boundaryFinding({ feature: 0, code: 'shapes_lacking', params: { count: lacking.length, text } })]
      : []),
  ]
}

function digestOf({ source, approval }: BoundaryRequest, shapes: readonly BoundaryShape[]): string {
  const hash = createHash('sha256').update(JSON.stringify([source, approval]))
  for (const shape of shapes) hash.update('\n').update(textOf(shape))
  return hash.digest('hex')
}

function textOf({ code, geometry }: BoundaryShape): string {
  return JSON.stringify([code, geometry.type, geometry.coordinates])
}

function holdAgainst(
  shapes: readonly BoundaryShape[],
  before: readonly BoundaryShape[],
): Pick<PlannedBoundary, 'added' | 'changed' | 'removed'> {
  const old = new Map(before.map((shape) => [shape.code, textOf(shape)]))
  const there = shapes.filter(({ code }) => old.has(code))
  return {
    added: shapes.length - there.length,
    changed: there.filter((shape) => old.get(shape.code) !== textOf(shape)).length,
    removed: before.length - there.length,
  }
}

/**
 * Carries out a plan in a transaction; boundaries that are those that hold are not kept again.
 * @returns number of the import, and whether it is a new one
 * @throws AppError `boundaries_refused` with an error, `boundaries_changed` when the plan is not the one that was shown
 */
export async function applyBoundaries(
  transaction: Queryable,
  { district, now }: Pick<BoundarySite, 'district' | 'now'>,
  {
    planned,
    digest,
    by,
  }: { readonly planned: PlannedBoundary; readonly digest?: string; readonly by: string },
): Promise<{ readonly number: number; readonly isNew: boolean }> {
  const errors = planned.findings.filter(isBoundaryError).length
  if (errors > 0 || planned.reading.shapes.length === 0)
    throw new AppError('boundaries_refused', { count: Math.max(errors, 1) })
  if (planned.isSame) return { number: planned.after, isNew: false }
  if ((digest ?? planned.digest) !== planned.digest) throw new AppError('boundaries_changed')
  try {
    await addBoundary(transaction, district, boundaryOf(planned, { at: now(), by }))
  } catch (error) {
    // Somebody imported meanwhile.
    if (isAppError(error, 'row_exists')) throw new AppError('boundaries_changed', {}, { cause: error })
    throw error
  }
  return { number: planned.after + 1, isNew: true }
}

function boundaryOf(
  { request, reading, after, contentDigest }: PlannedBoundary,
  deed: Pick<BoundaryWithShapes, 'at' | 'by'>,
): BoundaryWithShapes {
  const { file, property, coordinates, source, approval } = request
  return {
    ...deed,
    ...reading,
    number: after + 1,
    file: file.name,
    fileDigest: createHash('sha256').update(file.bytes).digest('hex'),
    digest: contentDigest,
    property,
    coordinates,
    source,
    approval,
    divisions: reading.shapes.length,
  }
}
