import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import { listQuery, pageOf } from './page.ts'
import { Id, InstantText, Name } from './scalar.ts'

/** What the audit tells of. Append only: a kind that was recorded keeps its name. */
export const auditKinds = [
  // Signing in
  'session.opened',
  'session.confirmed',
  'session.closed',
  'credential.shown',
  'phone_code.sent',
  'password.changed',
  'password_link.used',
  'second_factor.set',
  'second_factor.removed',
  // Accounts and tokens
  'account.created',
  'account.roles_changed',
  'account.disabled',
  'account.enabled',
  'account.unlocked',
  'account.password_reset',
  'account.second_factor_reset',
  'account.sessions_ended',
  'account.erased',
  'token.created',
  'token.ended',
  // What was asked for
  'operation.asked',
  'personal_data.revealed',
  'evidence.read',
  'data.exported',
  'data.imported',
  'settings.changed',
  // What leaves the district
  'webhook.created',
  'webhook.changed',
  'webhook.removed',
  'connector.kept',
  'connector.removed',
  'delivery.resent',
  'open311.changed',
  // The audit itself
  'audit.verified',
  'audit.lost',
] as const
export type AuditKind = (typeof auditKinds)[number]

const Kind = Type.Enum([...auditKinds])
const Outcome = Type.Enum(['done', 'refused'])

/** An act that matters for security. */
export const AuditRow = Type.Object(
  {
    seq: Type.Integer({ minimum: 1 }),
    recorded_at: InstantText,
    kind: Type.String(),
    outcome: Outcome,
    actor: Type.Optional(Id),
    actor_name: Type.Optional(Type.String()),
    session: Type.Optional(Type.String()),
    address: Type.Optional(Type.String()),
    subject: Type.Optional(Type.String()),
    request: Type.Optional(Type.String()),
    detail: Type.Record(Type.String(), Type.Unknown()),
    hash: Type.String(),
  },
  { $id: 'AuditRow' },
)

const hash = Type.String({ pattern: '^[0-9a-f]{64}$' })

export const listAudit = defineOperation({
  id: 'audit.list',
  method: 'GET',
  path: '/api/v1/audit-events',
  summary: { zh: '审计记录', en: 'Who did what, when, from where and with what outcome, the newest first' },
  query: listQuery({
    kind: Type.Optional(Kind),
    outcome: Type.Optional(Outcome),
    actor: Type.Optional(Id),
    subject: Type.Optional(Name),
    from: Type.Optional(InstantText),
    to: Type.Optional(InstantText),
  }),
  answer: { kind: 'json', status: 200, schema: pageOf(AuditRow) },
})

export const verifyAudit = defineOperation({
  id: 'audit.verify',
  method: 'POST',
  path: '/api/v1/audit-events/verification',
  summary: {
    zh: '核验审计链',
    en: 'Go through the chain of the audit; with a head noted before, also whether it was cut since',
  },
  body: Type.Object(
    {
      noted: Type.Optional(
        Type.Object({ seq: Type.Integer({ minimum: 1 }), hash }, { additionalProperties: false }),
      ),
    },
    { additionalProperties: false },
  ),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      is_whole: Type.Boolean(),
      count: Type.Integer({ minimum: 0 }),
      broken_at: Type.Optional(Type.Integer({ minimum: 1 })),
      head: Type.Object({ seq: Type.Integer({ minimum: 0 }), hash }),
    }),
  },
})
