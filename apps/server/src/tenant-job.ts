import { instantOf, millisecondsPerDay, millisecondsPerHour, millisecondsPerMinute } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import {
  addEntryMonths,
  clearAuditEvents,
  clearPasswordLinks,
  clearPhoneCodes,
  clearDeliveries,
  clearConnectorSecrets,
  clearRates,
  clearReceipts,
  clearSessions,
  clearTokens,
  clearWebhookSecrets,
  countMatters,
  dispatchOutbox,
  fireDueTimers,
  readCondition,
  sealEntries,
} from '@duibiao/store'
import type { Database, Engine, OutboxPort, RetentionRule, Scheduler, Signer } from '@duibiao/store'
import { makeAuditWatch } from './audit-watch.ts'
import { makeAutomaticDispatch } from './automatic-dispatch.ts'
import { makeReckoning } from './calendar-load.ts'
import type { Courier } from './courier.ts'
import { makeHotIssueJob } from './hot-issue-job.ts'
import { makeEntryTelling } from './entry-telling.ts'
import { clearUnattached } from './evidence-clearing.ts'
import type { EvidenceFiles } from './evidence-file.ts'
import type { Job } from './job.ts'
import { makeIndicatorJob } from './indicator-job.ts'
import { makeLedgerWatch } from './ledger-watch.ts'
import type { Metrics } from './metrics.ts'
import { makeReplyRecord } from './reply-record.ts'
import { makeSearchJobs } from './search-job.ts'
import type { Tenant } from './tenant.ts'
import { makeTriageTraining } from './triage-training.ts'

/** What the jobs of a district work with. */
export interface TenantWork {
  readonly tenant: Tenant
  /** On a database whose statements may take as long as those of reports. */
  readonly engine: Engine
  readonly outbox: OutboxPort
  readonly courier: Courier
  readonly signer: () => Signer
  readonly metrics: Metrics
  readonly evidence: EvidenceFiles
  /** What is kept how long. */
  readonly retention: RetentionRule
}

const second = 1000
const minute = millisecondsPerMinute
const hour = millisecondsPerHour
const day = millisecondsPerDay

/** The jobs of a district. Each may run in two processes at once: what one has taken the other passes over. */
export function listTenantJobs(work: TenantWork): readonly Job[] {
  const { tenant, engine, outbox, courier, metrics } = work
  const { district, now } = tenant
  const { database } = engine.setting
  function job(name: string, interval: number, run: () => Promise<unknown>): Job {
    return { name, district, interval, run: async () => void (await run()) }
  }
  return [
    job('registry', 5 * second, () => tenant.registry.refresh()),
    job('timers', second, () => fireDueTimers(engine)),
    job('outbox', second, () => dispatchOutbox(engine, outbox)),
    makeHotIssueJob(tenant),
    job('entry-telling', second, makeEntryTelling(tenant).run),
    job('replies', 5 * second, makeReplyRecord(tenant, database).run),
    { name: 'courier', district, interval: second, run: courier.poll, finish: courier.settle },
    makeLedgerWatch({ district, database, now, metrics }),
    makeAuditWatch({ tenant, database, signer: work.signer }),
    makeAutomaticDispatch(tenant, engine),
    ...makeSearchJobs(tenant, database),
    makeIndicatorJob(tenant, database),
    job('sealing', minute, () => seal(work)),
    job('clearing', 10 * minute, () => clear(tenant, database)),
    { name: 'retention', district, interval: 6 * hour, run: (isStopped) => retain(work, isStopped) },
    job('evidence', hour, () => clearUnattached(tenant, database, work.evidence)),
    job('refresh', 15 * second, () => tenant.library.refresh()),
    job('calendar', 5 * minute, () => tenant.reloadCalendar()),
    makeReckoning(tenant, engine),
    makeTriageTraining({ tenant, database }),
    job('counting', minute, async () => metrics.setMatters(district, await countMatters(database, district))),
    job('condition', 15 * second, async () =>
      metrics.setCondition(district, await readCondition(database, district, now()), now()),
    ),
  ]
}

/** Makes room for the months to come in the record, which all districts share. */
export function makeMonthJob(
  database: Database,
  { scheduler, rule }: { readonly scheduler: Scheduler; readonly rule: RetentionRule },
): Job {
  async function run(): Promise<void> {
    await addEntryMonths(database, scheduler.now(), rule.monthsAhead)
  }
  return { name: 'months', district: undefined, interval: 6 * hour, run }
}

/** Clears what is kept for a span and is older. */
async function retain({ tenant, engine, retention }: TenantWork, isStopped: () => boolean): Promise<void> {
  const { district, now } = tenant
  const { database } = engine.setting
  await clearReceipts(database, district, { ...retention, isStopped })
  await clearAuditEvents(database, district, instantOf(now() - retention.auditSpan))
}

/** Seals what is new, and once a day the head although nothing is: it shows that nothing was cut off. */
async function seal({ tenant, engine, signer }: TenantWork): Promise<void> {
  const { district, now } = tenant
  const { database } = engine.setting
  const { sealedAt } = await readCondition(database, district, now())
  const always = sealedAt === undefined || now() - sealedAt >= day
  await sealEntries(database, district, { signer: signer(), at: now(), always })
}

async function clear({ district, now, signIn }: Tenant, database: Database): Promise<void> {
  const at = now()
  function before(span: number): Instant {
    return instantOf(at - span)
  }
  await clearSessions(database, district, { now: at, idleSince: before(signIn.idle) })
  await clearTokens(database, district, before(day))
  await clearPhoneCodes(database, district, at)
  await clearPasswordLinks(database, district, at)
  await clearRates(database, district, before(day))
  await clearWebhookSecrets(database, district, at)
  await clearConnectorSecrets(database, district, at)
  await clearDeliveries(database, district, { before: before(30 * day) })
}
