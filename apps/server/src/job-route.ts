import { AppError, errors, formatInstant, instantOf } from '@duibiao/base'
import type { ErrorCode, Instant, Language } from '@duibiao/base'
import { countDeliveries, listIncidents, listJobs, retryIncident } from '@duibiao/contract'
import * as store from '@duibiao/store'
import type { Incident } from '@duibiao/store'
import { recordAudit } from './audit.ts'
import { defined } from './defined.ts'
import { isStuck } from './job.ts'
import type { JobState } from './job.ts'
import { matterIdIn } from './matter-access.ts'
import type { RouteParts } from './route-part.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'
import type { Tenant } from './tenant.ts'

/** The work behind the requests: what runs, what waits, and what was set aside. */
export function makeJobRoutes({ listJobs: list }: Pick<RouteParts, 'listJobs'>): readonly Route[] {
  function jobsOf({ district }: Tenant): readonly JobState[] {
    return list().filter((job) => job.district === undefined || job.district === district)
  }
  return [
    route(listJobs, async ({ tenant, language }) => {
      const now = tenant.now()
      return { value: { rows: jobsOf(tenant).map((job) => jobRow(job, now, language)) } }
    }),
    route(countDeliveries, async ({ tenant }) => {
      const condition = await store.readCondition(tenant.database, tenant.district, tenant.now())
      const { waiting, waitingSince, deadLetters, deliveries, deliveriesSince, deadDeliveries } = condition
      return {
        value: {
          waiting,
          ...(waitingSince !== undefined && { waiting_since: formatInstant(waitingSince) }),
          dead_effects: deadLetters,
          deliveries,
          ...(deliveriesSince !== undefined && { deliveries_since: formatInstant(deliveriesSince) }),
          dead_deliveries: deadDeliveries,
          incidents: condition.incidents,
          failing_jobs: jobsOf(tenant).filter(({ failures }) => failures > 0).length,
        },
      }
    }),
    route(listIncidents, async ({ tenant }) => {
      const rows = await store.listIncidents(tenant.database, tenant.district, 200)
      return { value: { rows: rows.map(incidentRow) } }
    }),
    route(retryIncident, async (asking) => {
      const { tenant, body } = asking
      const { database, district } = tenant
      const { matter, procedure } = body
      if (matter === undefined && procedure === undefined)
        throw new AppError('request_malformed', { reason: '/body' })
      const count =
        matter === undefined
          ? await store.retryStartTimers(database, district, procedure ?? '')
          : await store.retryIncident(database, district, matterIdIn(matter))
      const subject = matter ?? procedure ?? ''
      await recordAudit(asking, { kind: 'incident.retried', subject, detail: { count } })
      return { value: { count } }
    }),
  ]
}

function jobRow(job: JobState, now: Instant, language: Language) {
  const { name, district, interval, addedAt, startedAt, doneAt, failures, failedAt, failedCode } = job
  const isRunning = startedAt !== undefined
  const ended = Math.max(doneAt ?? 0, failedAt ?? 0) || addedAt
  return {
    name,
    is_shared: district === undefined,
    interval_seconds: interval / 1000,
    is_running: isRunning,
    ...(doneAt !== undefined && { done_at: formatInstant(doneAt) }),
    ...(!isRunning && { next_at: formatInstant(instantOf(ended + interval)) }),
    failures,
    ...(failedAt !== undefined && { failed_at: formatInstant(failedAt) }),
    ...defined({ failed_code: failedCode, failed_what: wordsOf(failedCode, language) }),
    is_late: isStuck(job, now),
  }
}

/** What an error of the catalogue asks for; of others only the code is known. */
function wordsOf(code: string | undefined, language: Language): string | undefined {
  return code !== undefined && isCode(code) ? errors[code].next[language] : undefined
}

function isCode(code: string): code is ErrorCode {
  return Object.hasOwn(errors, code)
}

function incidentRow(incident: Incident) {
  const { kind, code, reason, attempts, firstAt, lastAt } = incident
  const place =
    incident.kind === 'timer'
      ? { matter: incident.matter, timer: incident.timer }
      : { procedure: incident.procedure, process: incident.process, element: incident.element }
  return {
    kind,
    ...place,
    code,
    reason,
    attempts,
    first_at: formatInstant(firstAt),
    last_at: formatInstant(lastAt),
  }
}
