import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { Id, InstantText, Name } from './scalar.ts'

const count = Type.Integer({ minimum: 0 })

/** Work behind the requests, as the process that answers does it. */
export const JobRow = Type.Object(
  {
    name: Name,
    /** It works for all districts of the installation. */
    is_shared: Type.Boolean(),
    interval_seconds: Type.Number({ exclusiveMinimum: 0 }),
    is_running: Type.Boolean(),
    /** When it last came to its end. */
    done_at: Type.Optional(InstantText),
    /** When it begins again; left out while it runs. */
    next_at: Type.Optional(InstantText),
    /** Runs that failed since it last came to its end. */
    failures: count,
    failed_at: Type.Optional(InstantText),
    failed_code: Type.Optional(Name),
    /** What the code means, and what to do. */
    failed_what: Type.Optional(Type.String()),
    is_late: Type.Boolean({ description: 'It has not come to its end for far longer than its interval' }),
  },
  { $id: 'JobRow' },
)

export const listJobs = defineOperation({
  id: 'job.list',
  method: 'GET',
  path: '/api/v1/jobs',
  summary: { zh: '后台任务', en: 'The jobs of the district, with their last runs and failures' },
  answer: { kind: 'json', status: 200, schema: Type.Object({ rows: Type.Array(JobRow) }) },
})

/** A timer that could not fire and was set aside. */
export const IncidentRow = Type.Object(
  {
    kind: Type.Enum(['timer', 'start_timer']),
    /** Of a timer of a matter. */
    matter: Type.Optional(Id),
    timer: Type.Optional(count),
    /** Of a timer that begins matters: hash of the procedure, its process, the start event. */
    procedure: Type.Optional(Name),
    process: Type.Optional(Name),
    element: Type.Optional(Name),
    code: Name,
    reason: Type.String(),
    attempts: count,
    first_at: InstantText,
    last_at: InstantText,
  },
  { $id: 'IncidentRow' },
)

export const listIncidents = defineOperation({
  id: 'incident.list',
  method: 'GET',
  path: '/api/v1/incidents',
  summary: { zh: '搁置的定时任务', en: 'Timers that were set aside, the newest first' },
  answer: { kind: 'json', status: 200, schema: Type.Object({ rows: Type.Array(IncidentRow) }) },
})

export const retryIncident = defineOperation({
  id: 'incident.retry',
  method: 'POST',
  path: '/api/v1/incidents/retries',
  summary: {
    zh: '让搁置的定时任务再试一次',
    en: 'Let timers fire again that were set aside: of a matter, or of a procedure that begins matters',
  },
  body: Type.Object(
    { matter: Type.Optional(Id), procedure: Type.Optional(Name) },
    { additionalProperties: false, minProperties: 1, maxProperties: 1 },
  ),
  answer: { kind: 'json', status: 200, schema: Type.Object({ count }) },
})

export const jobOperations = [listJobs, listIncidents, retryIncident] as const satisfies readonly Operation[]
