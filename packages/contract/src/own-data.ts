import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { Id, InstantText, Name } from './scalar.ts'

const Row = { at: InstantText }

/** What is kept of somebody who has an account, for themselves (个人信息保护法 45). */
export const OwnData = Type.Object(
  {
    account: Type.Object({
      account: Id,
      name: Name,
      display_name: Type.String(),
      phone: Type.Optional(Type.String({ description: 'In clear, for its owner' })),
    }),
    sessions: Type.Array(Type.Object({ ...Row, address: Type.String(), agent: Type.String() })),
    tokens: Type.Array(Type.Object({ ...Row, name: Type.String() })),
    /** Reported by them, the newest first, 200 at most: the list of matters goes on. */
    matters: Type.Array(
      Type.Object({ ...Row, id: Id, number: Name, title: Type.String(), status: Type.String() }),
    ),
    /** What the audit tells of them, the newest first, 200 at most. */
    acts: Type.Array(
      Type.Object({
        ...Row,
        kind: Type.String(),
        outcome: Type.String(),
        address: Type.Optional(Type.String()),
      }),
    ),
  },
  { $id: 'OwnData' },
)

export const readOwnData = defineOperation({
  id: 'own_data.read',
  method: 'GET',
  path: '/api/v1/me/data',
  summary: { zh: '查阅、复制本人的信息', en: 'Everything that is kept of oneself, to take along' },
  answer: { kind: 'json', status: 200, schema: OwnData },
  errors: ['reauthentication_required'],
})

export const eraseOwnData = defineOperation({
  id: 'own_data.erase',
  method: 'POST',
  path: '/api/v1/me/erasure',
  summary: {
    zh: '注销账号并删除本人信息；依法须保存的办件记录除外',
    en: 'Close one’s account and erase what is kept of oneself, but for matters, whose record the law keeps',
  },
  body: Type.Object(
    {
      confirm: Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'The last four digits of one’s own telephone',
      }),
    },
    { additionalProperties: false },
  ),
  answer: { kind: 'empty', status: 204 },
  errors: ['reauthentication_required'],
})

export const ownDataOperations = [readOwnData, eraseOwnData] as const satisfies readonly Operation[]
