import { Type } from 'typebox'
import { AreaLevel, AreaLine, OnDay } from './area.ts'
import { Lamp } from './due.ts'
import { MatterCounts, matterFilters } from './matter.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { pageOf, pageQuery } from './page.ts'
import { AnyValue, Id, InstantText, Name } from './scalar.ts'

/** By what open matters can be counted. */
export const groupKeys = ['area', 'office', 'category', 'urgency', 'colour', 'pack', 'lamp'] as const

/** Open matters of one area, office, category …; without `key` those that have none. */
export const MatterGroup = Type.Object(
  {
    key: Type.Optional(Name),
    /** By the second thing that was asked for. */
    then_key: Type.Optional(Name),
    name: Type.Optional(
      Type.String({
        description: 'Of an area or office of the registry, or a category that is a code of a pack',
      }),
    ),
    ...MatterCounts.properties,
  },
  { $id: 'MatterGroup' },
)

export const groupMatters = defineOperation({
  id: 'matter.group',
  method: 'GET',
  path: '/api/v1/matter-groups',
  summary: { zh: '在办事项分组计数', en: 'Count open matters by area, office, category …' },
  query: Type.Object(
    {
      ...matterFilters,
      by: Type.Enum([...groupKeys]),
      then_by: Type.Optional(Type.Enum([...groupKeys])),
      /** Of areas: those of this level, with all that lies below them; the smallest known when not said. */
      level: Type.Optional(AreaLevel),
    },
    { additionalProperties: false },
  ),
  answer: { kind: 'json', status: 200, schema: Type.Object({ rows: Type.Array(MatterGroup) }) },
})

/** An open matter as a point of a map. */
export const MatterPoint = Type.Object(
  {
    id: Id,
    number: Name,
    longitude: Type.Number(),
    latitude: Type.Number(),
    pack: Name,
    category: Type.Optional(Name),
    lamp: Lamp,
  },
  { $id: 'MatterPoint' },
)

export const listPoints = defineOperation({
  id: 'matter.points',
  method: 'GET',
  path: '/api/v1/matter-points',
  summary: { zh: '在办事项点位', en: 'Open matters with a place, the newest first' },
  query: Type.Object(
    {
      ...pageQuery,
      ...matterFilters,
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 1_000 })),
    },
    { additionalProperties: false },
  ),
  answer: { kind: 'json', status: 200, schema: pageOf(MatterPoint) },
})

export const readShapes = defineOperation({
  id: 'area.shapes',
  method: 'GET',
  path: '/api/v1/area-shapes',
  summary: { zh: '某一层级区域的图形', en: 'The areas of a level as GeoJSON (RFC 7946), CGCS2000' },
  query: Type.Object(
    {
      level: AreaLevel,
      below: Type.Optional(Type.String({ description: 'An area: those of the level in it' })),
      on: Type.Optional(OnDay),
    },
    { additionalProperties: false },
  ),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      type: Type.Literal('FeatureCollection'),
      features: Type.Array(
        Type.Object({
          type: Type.Literal('Feature'),
          id: Name,
          properties: Type.Object({
            name: Type.String(),
            level: AreaLevel,
            parent: Type.Optional(Name),
            code: Type.Optional(Name),
          }),
          geometry: Type.Union([AreaLine.properties.geometry, Type.Null()]),
        }),
      ),
    }),
  },
})

const MapFeature = Type.Object({
  type: Type.Literal('Feature'),
  properties: Type.Object({
    kind: Type.String({
      description:
        'water, island, hill, river, railway, main, street, lane, metro; of points: what stands there',
    }),
    name: Type.Optional(Type.String()),
    name_en: Type.Optional(Type.String()),
  }),
  geometry: Type.Object({
    type: Type.Enum(['Point', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon']),
    coordinates: Type.Array(AnyValue),
  }),
})

export const readGround = defineOperation({
  id: 'map.ground',
  method: 'GET',
  path: '/api/v1/map-ground',
  summary: {
    zh: '地图底图：水面、道路、地标',
    en: 'What maps are drawn on: water, roads and landmarks as GeoJSON (RFC 7946), CGCS2000; empty where the installation has none',
  },
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({ type: Type.Literal('FeatureCollection'), features: Type.Array(MapFeature) }),
  },
})

/** A shift of the day. */
export const RosterLine = Type.Object(
  {
    duty: Name,
    office: Name,
    office_name: Type.String(),
    person: Name,
    name: Type.String(),
    since: InstantText,
    until: InstantText,
    is_running: Type.Boolean(),
  },
  { $id: 'RosterLine' },
)

export const readRoster = defineOperation({
  id: 'duty_time.roster',
  method: 'GET',
  path: '/api/v1/duty-roster',
  summary: { zh: '当日值班表', en: 'Who is on duty on a day, office by office' },
  query: Type.Object(
    {
      on: Type.Optional(OnDay),
      office: Type.Optional(Type.String({ description: 'An office: shifts of it and of those below it' })),
    },
    { additionalProperties: false },
  ),
  answer: { kind: 'json', status: 200, schema: Type.Object({ rows: Type.Array(RosterLine) }) },
})

export const overviewOperations = [
  groupMatters,
  listPoints,
  readShapes,
  readGround,
  readRoster,
] as const satisfies readonly Operation[]
