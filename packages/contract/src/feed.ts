import { Type } from 'typebox'
import { Lamp } from './due.ts'
import { MatterStatus } from './matter.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { Id, InstantText, Name } from './scalar.ts'

/** One entry of a matter that the asker may see. It says what to load again, and holds nothing of what is in it. */
export const FeedEntry = Type.Object({
  event: Type.Literal('entry'),
  matter: Id,
  number: Name,
  /** The command that was carried out. */
  kind: Name,
  seq: Type.Integer({ minimum: 1 }),
  recorded_at: InstantText,
  status: MatterStatus,
  lamp: Lamp,
  area: Type.Optional(Name),
  office: Type.Optional(Name),
})

/** More happened since `Last-Event-ID` than is told one by one: whoever shows a list loads it anew. */
export const FeedReload = Type.Object({ event: Type.Literal('reload') })

export const FeedEvent = Type.Union([FeedEntry, FeedReload], { $id: 'FeedEvent' })

export const readFeed = defineOperation({
  id: 'feed.read',
  method: 'GET',
  path: '/api/v1/events',
  summary: {
    zh: '实时动态（SSE）',
    en: 'What happens to matters, as it happens; with Last-Event-ID it goes on where it was cut off',
  },
  query: Type.Object(
    { after: Type.Optional(Type.String({ maxLength: 16, description: 'In place of `Last-Event-ID`' })) },
    { additionalProperties: false },
  ),
  answer: { kind: 'events', status: 200, schema: FeedEvent },
})

export const feedOperations = [readFeed] as const satisfies readonly Operation[]
