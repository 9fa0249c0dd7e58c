import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
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
  'data.withdrawn',
  'settings.changed',
  'work.handed_on',
  'pack.installed',
  'calendar.changed',
  'hot_issue.changed',
  'triage_model.asked',
  'triage_model.taken_back',
  'recipe.drafted',
  'recipe.changed',
  'recipe.proposed',
  'recipe.approved',
  'recipe.withdrawn',
  'ranking.run',
  'peer_list.kept',
  'peer_list.removed',
  // What leaves the district
  'webhook.created',
  'webhook.changed',
  'webhook.removed',
  'connector.kept',
  'connector.removed',
  'delivery.resent',
  'delivery.dropped',
  'incident.retried',
  'open311.changed',
  'draft_model.kept',
  'draft_model.removed',
  'draft.asked',
  'draft.taken',
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

/** An event of the chain, by its number and hash. */
const Head = Type.Object({ seq: Type.Integer({ minimum: 0 }), hash }, { additionalProperties: false })

/** By what the audit is narrowed. */
const auditFilters = {
  kind: Type.Optional(Kind),
  outcome: Type.Optional(Outcome),
  actor: Type.Optional(Id),
  actor_name: Type.Optional(Type.String({ maxLength: 200, description: 'Name of the account at the time' })),
  subject: Type.Optional(Name),
  from: Type.Optional(InstantText),
  to: Type.Optional(InstantText),
} as const

export const listAudit = defineOperation({
  id: 'audit.list',
  method: 'GET',
  path: '/api/v1/audit-events',
  summary: { zh: '审计记录', en: 'Who did what, when, from where and with what outcome, the newest first' },
  query: listQuery(auditFilters),
  answer: { kind: 'json', status: 200, schema: pageOf(AuditRow) },
})

export const readAudit = defineOperation({
  id: 'audit.read',
  method: 'GET',
  path: '/api/v1/audit-events/{seq}',
  summary: {
    zh: '查看一条审计记录，并核对它与前后记录的摘要',
    en: 'One event, held against its hash and those of the events beside it',
  },
  params: Type.Object({ seq: Type.Integer({ minimum: 1, maximum: 999_999_999_999 }) }),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object(
      {
        ...AuditRow.properties,
        previous: Type.String({ description: 'Hash of the event before' }),
        is_whole: Type.Boolean({ description: 'It says what its hash was made of' }),
        /** Whether the events beside it carry on the chain; left out where there is none, or none any more. */
        follows: Type.Optional(Type.Boolean()),
        is_followed: Type.Optional(Type.Boolean()),
      },
      { $id: 'AuditEvent' },
    ),
  },
  errors: ['resource_missing'],
})

export const exportAudit = defineOperation({
  id: 'audit.export',
  method: 'GET',
  path: '/api/v1/audit-export',
  summary: {
    zh: '导出所筛选的审计记录；JSONL 含摘要，可离线核验',
    en: 'Export what is filtered: JSONL with the hashes, to be verified elsewhere; CSV and XLSX the newest 100,000',
  },
  query: Type.Object(
    { ...auditFilters, format: Type.Enum(['jsonl', 'csv', 'xlsx'], { default: 'xlsx' }) },
    { additionalProperties: false },
  ),
  answer: { kind: 'bytes', status: 200, media: 'application/octet-stream' },
  errors: ['reauthentication_required'],
})

/** Events that one request goes through at most: well below a second. */
export const auditStretch = 10_000

export const verifyAudit = defineOperation({
  id: 'audit.verify',
  method: 'POST',
  path: '/api/v1/audit-events/verification',
  summary: {
    zh: '核验审计链：从上次核验点起，或从头逐段进行',
    en: 'Go through a stretch of the chain, from the last checkpoint on or from the start; with a head noted before, also whether it was cut since',
  },
  body: Type.Object(
    {
      from: Type.Optional(
        Type.Enum(['checkpoint', 'start'], {
          default: 'checkpoint',
          description: 'Where to begin when `after` is not said',
        }),
      ),
      /** What the stretch before gave as `reached`. */
      after: Type.Optional(Head),
      noted: Type.Optional(Head),
    },
    { additionalProperties: false },
  ),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      is_whole: Type.Boolean(),
      /** Whether it went to the head; else the next stretch begins after `reached`. */
      is_complete: Type.Boolean(),
      count: Type.Integer({ minimum: 0, description: 'Events of this stretch that are whole' }),
      broken_at: Type.Optional(Type.Integer({ minimum: 1 })),
      head: Head,
      reached: Head,
      /** From where it began, when that was a checkpoint of an earlier verification. */
      checkpoint: Type.Optional(
        Type.Object({ seq: Type.Integer({ minimum: 1 }), hash, verified_at: InstantText }),
      ),
    }),
  },
})

export const auditOperations = [
  listAudit,
  readAudit,
  exportAudit,
  verifyAudit,
] as const satisfies readonly Operation[]
