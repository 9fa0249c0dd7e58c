import { Type } from 'typebox'
import { CoordinateSystem } from './area.ts'
import { MatterStatus } from './matter.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { Form } from './pack.ts'
import { Id, InstantText, Name, Wording } from './scalar.ts'

const Longitude = Type.Number({ minimum: -180, maximum: 180 })
const Latitude = Type.Number({ minimum: -90, maximum: 90 })

export const listReportKinds = defineOperation({
  id: 'report_kind.list',
  method: 'GET',
  path: '/api/v1/report-kinds',
  summary: {
    zh: '可以反映什么、填什么表、打什么电话',
    en: 'What residents can report here, with which form, and whom they call',
  },
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      rows: Type.Array(
        Type.Object({
          pack: Name,
          title: Wording,
          /** For the variables of `matter.start`. */
          form: Name,
          /** The form itself: people write before they sign in. */
          definition: Type.Optional(Form),
          /** What grid workers fill in on their round, and clerks for somebody who calls or comes. */
          patrol: Type.Optional(Name),
          counter: Type.Optional(Name),
          phone: Type.Optional(Name),
          /** Whether people are shown what others reported nearby, and may join them. */
          is_joinable: Type.Boolean(),
        }),
      ),
    }),
  },
})

/** An open matter nearby, as far as people may know of it who have nothing to do with it. */
export const NearbyMatter = Type.Object(
  {
    id: Id,
    number: Name,
    title: Type.String(),
    status: MatterStatus,
    pack: Name,
    category: Type.Optional(Name),
    place: Type.Object({ longitude: Type.Number(), latitude: Type.Number() }),
    opened_at: InstantText,
    distance: Type.Integer({ minimum: 0, description: 'Metres' }),
    reporters: Type.Integer({ minimum: 0, description: 'How many people with an account reported it' }),
    is_own: Type.Boolean({ description: 'The asker is one of them' }),
  },
  { $id: 'NearbyMatter' },
)

export const listNearbyMatters = defineOperation({
  id: 'matter.nearby',
  method: 'GET',
  path: '/api/v1/nearby-matters',
  summary: {
    zh: '附近已有人反映、还在办的事项',
    en: 'Open matters around a place that others reported, the nearest first',
  },
  query: Type.Object(
    {
      longitude: Longitude,
      latitude: Latitude,
      coordinates: Type.Optional(CoordinateSystem),
      within: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 200, description: 'Metres' })),
      pack: Type.Optional(Name),
      category: Type.Optional(Name),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 20 })),
    },
    { additionalProperties: false },
  ),
  answer: { kind: 'json', status: 200, schema: Type.Object({ rows: Type.Array(NearbyMatter) }) },
})

export const joinMatter = defineOperation({
  id: 'matter.join',
  method: 'POST',
  path: '/api/v1/matters/{matter}/reporters',
  summary: {
    zh: '附议：同一件事已有人反映，一并答复我',
    en: 'Join an open matter that somebody else reported; who joins is told whatever that one is told',
  },
  params: Type.Object({ matter: Id }),
  answer: { kind: 'json', status: 200, schema: Type.Object({ matter: Id, number: Name }) },
  errors: ['resource_missing', 'matter_closed', 'merge_target_closed'],
  isKeyed: true,
})

export const reportOperations = [
  listReportKinds,
  listNearbyMatters,
  joinMatter,
] as const satisfies readonly Operation[]
