import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { listQuery, pageOf } from './page.ts'
import { AnyValue, DateText, Name } from './scalar.ts'

/** The day that is asked about. */
export const OnDay = Type.String({
  format: 'date',
  description: 'What holds on this day; today when not said',
})

/** The days on which a row holds; `valid_until` is the first on which it holds no more. */
export const validityFields = { valid_from: DateText, valid_until: Type.Optional(DateText) } as const

/** A truth value of a query: off when not said. */
export const Flag = Type.Boolean({ default: false })

/** The system that positions are given in; inside, all are CGCS2000, which is WGS-84 to less than a metre. */
export const CoordinateSystem = Type.Enum(['wgs84', 'gcj02', 'bd09'])

export const AreaLevel = Type.Enum(['district', 'street', 'community', 'grid'])

/** An area as lists show it. */
export const AreaLine = Type.Object(
  {
    id: Name,
    parent: Type.Optional(Name),
    level: AreaLevel,
    name: Type.String(),
    code: Type.Optional(Name),
    ...validityFields,
    successors: Type.Optional(Type.Array(Name, { description: 'What took its place' })),
    geometry: Type.Optional(
      Type.Object(
        { type: Type.Enum(['Polygon', 'MultiPolygon']), coordinates: Type.Array(AnyValue) },
        { description: 'GeoJSON (RFC 7946), CGCS2000' },
      ),
    ),
  },
  { $id: 'AreaLine' },
)

/** A node above another. */
export const PathNode = Type.Object({ id: Name, name: Type.String() })

/** What has to be posted publicly of a grid (滨州市网格化服务管理条例 6). */
export const PostedGrid = Type.Object(
  {
    workers: Type.Array(Type.Object({ name: Type.String(), phones: Type.Array(Type.String()) })),
    complaint_phone: Type.Optional(Type.String()),
  },
  { $id: 'PostedGrid' },
)

export const listAreas = defineOperation({
  id: 'area.list',
  method: 'GET',
  path: '/api/v1/areas',
  summary: { zh: '查询区域', en: 'List areas, what is above before what is below' },
  query: listQuery({
    on: Type.Optional(OnDay),
    below: Type.Optional(Type.String({ description: 'An area: it and all below it' })),
    parent: Type.Optional(Type.String({ description: 'An area: those right below it' })),
    level: Type.Optional(AreaLevel),
    code: Type.Optional(Name),
    name: Type.Optional(Type.String({ maxLength: 100, description: 'A part of the name' })),
    shapes: Type.Optional(Flag),
  }),
  answer: { kind: 'json', status: 200, schema: pageOf(AreaLine) },
})

export const findArea = defineOperation({
  id: 'area.at',
  method: 'GET',
  path: '/api/v1/area-at',
  summary: { zh: '某点所在的网格和上级区域', en: 'The grid of a point and the areas above it' },
  query: Type.Object(
    {
      longitude: Type.Number({ minimum: -180, maximum: 180 }),
      latitude: Type.Number({ minimum: -90, maximum: 90 }),
      coordinates: Type.Optional(CoordinateSystem),
      on: Type.Optional(OnDay),
    },
    { additionalProperties: false },
  ),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      grid: Type.Optional(Name),
      /** The highest first, the smallest that has the point last; none for a point outside of all. */
      rows: Type.Array(AreaLine),
    }),
  },
})

export const readArea = defineOperation({
  id: 'area.read',
  method: 'GET',
  path: '/api/v1/areas/{area}',
  summary: { zh: '查看区域', en: 'Read an area, with its shape and what is posted of a grid' },
  params: Type.Object({ area: Name }),
  query: Type.Object({ on: Type.Optional(OnDay) }, { additionalProperties: false }),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object(
      { ...AreaLine.properties, path: Type.Array(PathNode), posted: Type.Optional(PostedGrid) },
      { $id: 'Area' },
    ),
  },
  errors: ['resource_missing'],
})

export const areaOperations = [listAreas, findArea, readArea] as const satisfies readonly Operation[]
