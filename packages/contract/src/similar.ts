import { Type } from 'typebox'
import { CoordinateSystem } from './area.ts'
import { MatterStatus } from './matter.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { NearbyMatter } from './report.ts'
import { Id, InstantText, Name } from './scalar.ts'

const { distance, place, ...shown } = NearbyMatter.properties
const likeness = Type.Number({ minimum: 0, maximum: 1 })

export const findSimilarReports = defineOperation({
  id: 'similar.find',
  method: 'POST',
  path: '/api/v1/similar-reports',
  summary: {
    zh: '发送之前：是否已有人反映同一件事',
    en: 'Before sending: open matters that others reported and that this may repeat, by text, place, category and time',
  },
  body: Type.Object(
    {
      pack: Name,
      title: Type.Optional(Type.String({ maxLength: 200 })),
      text: Type.Optional(Type.String({ maxLength: 20_000 })),
      place: Type.Optional(Type.String({ maxLength: 200 })),
      category: Type.Optional(Name),
      longitude: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
      latitude: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
      coordinates: Type.Optional(CoordinateSystem),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 20, default: 5 })),
    },
    { additionalProperties: false, dependentRequired: { longitude: ['latitude'], latitude: ['longitude'] } },
  ),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      rows: Type.Array(
        Type.Object({
          ...shown,
          place: Type.Optional(place),
          distance: Type.Optional(distance),
          likeness: Type.Optional(likeness),
        }),
      ),
    }),
  },
})

export const listSimilarMatters = defineOperation({
  id: 'matter.similar',
  method: 'GET',
  path: '/api/v1/matters/{matter}/similar',
  summary: {
    zh: '相似事项',
    en: 'Matters that one resembles, as far as one may see them, and the issue that they make',
  },
  params: Type.Object({ matter: Id }),
  query: Type.Object(
    { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 10 })) },
    { additionalProperties: false },
  ),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      issue: Type.Optional(Id),
      rows: Type.Array(
        Type.Object({
          id: Id,
          number: Name,
          title: Type.String(),
          status: MatterStatus,
          is_open: Type.Boolean(),
          pack: Name,
          category: Type.Optional(Name),
          area: Type.Optional(Name),
          opened_at: InstantText,
          reporters: Type.Integer({ minimum: 0 }),
          likeness,
          distance: Type.Optional(Type.Integer({ minimum: 0, description: 'Metres' })),
        }),
      ),
    }),
  },
  errors: ['resource_missing'],
})

export const similarOperations = [
  findSimilarReports,
  listSimilarMatters,
] as const satisfies readonly Operation[]
