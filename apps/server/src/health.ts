import { isAppError, millisecondsPerHour, millisecondsPerMinute } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import { findPendingMigrations, readCondition, readDisk } from '@duibiao/store'
import type { Database, ReadDisk } from '@duibiao/store'
import { isStuck } from './job.ts'
import type { JobState } from './job.ts'

/** How one thing stands. `degraded`: the service goes on, and somebody should look; `bad`: it cannot serve. */
export interface HealthCheck {
  readonly name: string
  readonly status: 'good' | 'degraded' | 'bad'
  readonly detail?: string
}

/** How the installation stands, from the worst of its checks. */
export interface Health {
  readonly status: 'ready' | 'degraded' | 'unready'
  readonly checks: readonly HealthCheck[]
}

/** What is looked at. */
export interface HealthSource {
  readonly database: Database
  readonly districts: () => Iterable<DistrictId>
  readonly jobs: () => readonly JobState[]
  readonly isClosing: () => boolean
  readonly now: () => Instant
  /** Folder of the data. */
  readonly folder: string
  readonly readDisk?: ReadDisk
}

/** Free space below which somebody should look. */
const lowSpace = 1024 * 1024 * 1024
/** A checkpoint is made every day, with or without entries. */
const oldSeal = 26 * millisecondsPerHour
/** Timers and effects that wait longer than this are not keeping up. */
const longWait = 5 * millisecondsPerMinute
/** Interval from which on a job comes seldom. */
const seldom = 10 * millisecondsPerMinute

/** Looks at everything that the service needs. It never fails: what cannot be looked at is bad. */
export async function checkHealth(source: HealthSource): Promise<Health> {
  const database = await checkDatabase(source.database)
  const districts = database.status === 'bad' ? [] : await checkDistricts(source)
  const checks: readonly HealthCheck[] = [
    ...(source.isClosing() ? [{ name: 'process', status: 'bad', detail: 'closing' } as const] : []),
    database,
    checkJobs(source.jobs(), source.now()),
    checkSpace(source),
    ...districts,
  ]
  const worst = checks.some(({ status }) => status === 'bad')
    ? 'unready'
    : checks.some(({ status }) => status === 'degraded')
      ? 'degraded'
      : 'ready'
  return { status: worst, checks }
}

async function checkDatabase(database: Database): Promise<HealthCheck> {
  try {
    const pending = await findPendingMigrations(database)
    if (pending.length === 0) return { name: 'database', status: 'good' }
    return { name: 'database', status: 'bad', detail: `${pending.length} migrations were not run` }
  } catch (error) {
    return { name: 'database', status: 'bad', detail: isAppError(error) ? error.code : 'fault' }
  }
}

function checkJobs(states: readonly JobState[], now: Instant): HealthCheck {
  const stuck = states.filter((state) => isStuck(state, now) || isFailing(state))
  if (stuck.length === 0) return { name: 'jobs', status: 'good' }
  const detail = stuck
    .map(({ name, district, code }) => [name, district, code].filter((part) => part !== undefined).join(' '))
    .join(', ')
  return { name: 'jobs', status: 'degraded', detail }
}

/** Three times in a row; of a job that comes seldom the first failure would stand for hours unseen. */
function isFailing({ interval, failures }: JobState): boolean {
  return failures > (interval >= seldom ? 0 : 2)
}

function checkSpace({ folder, readDisk: read = readDisk }: HealthSource): HealthCheck {
  try {
    const { freeBytes } = read(folder)
    const detail = `${Math.floor(freeBytes / 1024 / 1024)} MB free`
    return freeBytes < lowSpace
      ? { name: 'disk', status: 'degraded', detail }
      : { name: 'disk', status: 'good' }
  } catch {
    return { name: 'disk', status: 'degraded', detail: 'the data folder cannot be read' }
  }
}

async function checkDistricts(source: HealthSource): Promise<readonly HealthCheck[]> {
  const checks: HealthCheck[] = []
  for (const district of source.districts()) checks.push(...(await checkDistrict(source, district)))
  return checks
}

async function checkDistrict(
  { database, now }: HealthSource,
  district: DistrictId,
): Promise<readonly HealthCheck[]> {
  const at = now()
  try {
    const condition = await readCondition(database, district, at)
    const { timerDueAt, waitingSince, deadLetters, incidents, sealedAt } = condition
    const { deliveriesSince, deadDeliveries } = condition
    const faults = [
      isOlder(timerDueAt, longWait, at) && 'timers are late',
      isOlder(waitingSince, longWait, at) && 'the outbox is late',
      deadLetters > 0 && `${deadLetters} effects were given up`,
      isOlder(deliveriesSince, longWait, at) && 'deliveries are late',
      deadDeliveries > 0 && `${deadDeliveries} deliveries were given up`,
      incidents > 0 && `${incidents} timers were set aside`,
      isOlder(sealedAt, oldSeal, at) && 'the last seal is older than a day',
    ].filter((fault) => fault !== false)
    if (faults.length === 0) return []
    return [{ name: `district ${district}`, status: 'degraded', detail: faults.join(', ') }]
  } catch (error) {
    const detail = isAppError(error) ? error.code : 'fault'
    return [{ name: `district ${district}`, status: 'degraded', detail }]
  }
}

function isOlder(instant: Instant | undefined, span: number, now: Instant): boolean {
  return instant !== undefined && now - instant > span
}
