import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { listQuery, pageOf } from './page.ts'
import { InstantText, Name, Wording } from './scalar.ts'

const count = Type.Integer({ minimum: 0 })
const digest = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, hex' })
const number = Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'Number of an import' })

/** Systems of coordinates that a file of boundaries may be in; shapes are in CGCS2000 inside. */
export const boundaryCoordinates = ['cgcs2000', 'wgs84', 'gcj02', 'bd09'] as const

/** How a file is read, and what stands below every map that is drawn of it. */
const given = {
  property: Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'The property of a feature that holds the code of its division',
  }),
  coordinates: Type.Enum([...boundaryCoordinates]),
  source: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S', description: 'Who published the map' }),
  approval: Type.String({
    minLength: 1,
    maxLength: 200,
    pattern: '\\S',
    description: '审图号: the number of the approval of the map, or why it has none',
  }),
} as const

/** A fault of a file of boundaries; feature 0 is the file as a whole. */
export const BoundaryFault = Type.Object(
  { feature: count, code: Name, severity: Type.Enum(['error', 'warning']), message: Wording },
  { $id: 'BoundaryFault' },
)

const counts = {
  features: Type.Integer({ minimum: 0, description: 'Of the file' }),
  passed: Type.Integer({ minimum: 0, description: 'Features of divisions that are not in the list' }),
  divisions: Type.Integer({ minimum: 0, description: 'Divisions that have a shape' }),
  positions: Type.Integer({ minimum: 0, description: 'Of these shapes in the file' }),
  kept_positions: Type.Integer({ minimum: 0, description: 'Positions that are drawn' }),
  tolerance: Type.Number({
    minimum: 0,
    description: 'How far a border may be off for being simplified, metres; 0 where nothing was left out',
  }),
} as const

/** What an import of boundaries would do, or did. */
export const BoundaryReport = Type.Object(
  {
    is_applied: Type.Boolean({ description: 'False for a dry run' }),
    digest: Type.String({ description: 'Of what would be shown: given back, it is carried out' }),
    boundary: Type.Optional(
      Type.Integer({ description: 'Its number; that of the one before, where that shows the same' }),
    ),
    ...counts,
    added: Type.Integer({ minimum: 0, description: 'Divisions that had no shape before' }),
    changed: count,
    removed: Type.Integer({ minimum: 0, description: 'Divisions that have no shape any more' }),
    lacking: Type.Integer({ minimum: 0, description: 'Divisions that have statistics and no shape' }),
    findings: Type.Array(BoundaryFault),
    left_out: Type.Integer({ minimum: 0, description: 'Findings beyond the limit of a report' }),
  },
  { $id: 'BoundaryReport' },
)

export const replaceBoundaries = defineOperation({
  id: 'boundary.replace',
  method: 'POST',
  path: '/api/v1/boundaries',
  summary: {
    zh: '导入行政区划界线（GeoJSON），取代原有界线：先试运行，再凭摘要确认',
    en: 'Put the boundaries of a GeoJSON file in the place of those before: first as a dry run, then confirmed by its digest',
  },
  query: Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 200, description: 'Name of the file' }),
      ...given,
      digest: Type.Optional(digest),
    },
    { additionalProperties: false },
  ),
  media: 'bytes',
  answer: { kind: 'json', status: 200, schema: BoundaryReport },
  errors: ['boundary_file_unreadable', 'boundary_file_too_large', 'boundaries_refused', 'boundaries_changed'],
})

/** Boundaries as they were handed in. */
export const BoundaryLine = Type.Object(
  {
    boundary: number,
    at: InstantText,
    by: Type.String({ description: 'Name of the account' }),
    file: Type.String(),
    file_digest: digest,
    ...given,
    ...counts,
  },
  { $id: 'BoundaryLine' },
)

export const listBoundaries = defineOperation({
  id: 'boundary.list',
  method: 'GET',
  path: '/api/v1/boundaries',
  summary: { zh: '历次导入的行政区划界线', en: 'Boundaries of divisions, the newest first: that one holds' },
  query: listQuery({}),
  answer: { kind: 'json', status: 200, schema: pageOf(BoundaryLine) },
})

const Rings = Type.Array(Type.Array(Type.Array(Type.Number())))

export const readBoundary = defineOperation({
  id: 'boundary.read',
  method: 'GET',
  path: '/api/v1/boundaries/{boundary}',
  summary: {
    zh: '查看行政区划界线的图形',
    en: 'Boundaries of divisions with their shapes as GeoJSON (RFC 7946), CGCS2000; shapes of a number never change',
  },
  params: Type.Object({ boundary: number }),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object(
      {
        ...BoundaryLine.properties,
        shapes: Type.Object({
          type: Type.Literal('FeatureCollection'),
          features: Type.Array(
            Type.Object({
              type: Type.Literal('Feature'),
              id: Type.String({ description: 'Code of the division' }),
              properties: Type.Object({
                name: Type.String({ description: 'Its newest name in the list of divisions' }),
              }),
              geometry: Type.Union([
                Type.Object({ type: Type.Literal('Polygon'), coordinates: Rings }),
                Type.Object({ type: Type.Literal('MultiPolygon'), coordinates: Type.Array(Rings) }),
              ]),
            }),
          ),
        }),
      },
      { $id: 'Boundary' },
    ),
  },
  errors: ['resource_missing'],
})

export const boundaryOperations = [
  replaceBoundaries,
  listBoundaries,
  readBoundary,
] as const satisfies readonly Operation[]
