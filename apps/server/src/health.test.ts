import { AppError, instantOf, parseDistrictId } from '@duibiao/base'
import type { Database } from '@duibiao/store'
import { readMigrations } from '@duibiao/store'
import { makeFixedClock } from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'
import { createHash } from 'node:crypto'
import { makeHealthRoutes } from './health-route.ts'
import { checkHealth } from './health.ts'
import type { HealthSource } from './health.ts'
import type { JobState } from './job.ts'
import type { RouteParts } from './route-part.ts'

const clock = makeFixedClock()
const now = () => clock.now()
const run = readMigrations().map(({ version, text }) => ({
  version,
  digest: createHash('sha256').update(text).digest('hex'),
}))

/** A database that knows its migrations and says of a district what the test wants. */
function aDatabase(condition: object = {}, migrations: readonly object[] = run): Database {
  const well = {
    timer_due_at: null,
    waiting: 0,
    waiting_since: null,
    dead_letters: 0,
    deliveries: 0,
    deliveries_since: null,
    dead_deliveries: 0,
    incidents: 0,
    sealed_at: now(),
  }
  const answers: readonly (readonly [string, readonly object[]])[] = [
    ['to_regclass', [{ there: true }]],
    ['from schema_migration', migrations],
    ['timer_due_at', [{ ...well, ...condition }]],
  ]
  return {
    query: async (statement: string | { readonly text: string }) => {
      const text = typeof statement === 'string' ? statement : statement.text
      return answers.find(([part]) => text.includes(part))?.[1] ?? []
    },
  } as unknown as Database
}

function aJob(state: Partial<JobState> = {}): JobState {
  const none = {
    startedAt: undefined,
    failures: 0,
    code: undefined,
    failedAt: undefined,
    failedCode: undefined,
  }
  return {
    name: 'timers',
    district: parseDistrictId(1),
    interval: 1000,
    addedAt: now(),
    doneAt: now(),
    ...none,
    ...state,
  }
}

function look(source: Partial<HealthSource> = {}) {
  return checkHealth({
    database: aDatabase(),
    districts: () => [parseDistrictId(1)],
    jobs: () => [aJob()],
    isClosing: () => false,
    now,
    folder: '/',
    readDisk: () => ({ freeBytes: 2 ** 40, type: 0 }),
    ...source,
  })
}

const ago = (milliseconds: number) => instantOf(now() - milliseconds)

describe('readiness', () => {
  test('is given when nothing is wrong', async () => {
    const { status, checks } = await look()
    expect([status, checks.map(({ name }) => name)]).toEqual(['ready', ['database', 'jobs', 'disk']])
  })

  test.each<[string, Partial<HealthSource>, string]>([
    ['a timer that is late', { database: aDatabase({ timer_due_at: ago(400_000) }) }, 'timers are late'],
    ['effects that wait', { database: aDatabase({ waiting_since: ago(400_000) }) }, 'the outbox is late'],
    ['effects given up', { database: aDatabase({ dead_letters: 2 }) }, '2 effects were given up'],
    [
      'deliveries that wait',
      { database: aDatabase({ deliveries_since: ago(400_000) }) },
      'deliveries are late',
    ],
    ['deliveries given up', { database: aDatabase({ dead_deliveries: 3 }) }, '3 deliveries were given up'],
    ['timers set aside', { database: aDatabase({ incidents: 1 }) }, '1 timers were set aside'],
    ['an old seal', { database: aDatabase({ sealed_at: ago(30 * 3_600_000) }) }, 'the last seal'],
    ['a job that is stuck', { jobs: () => [aJob({ doneAt: ago(200_000) })] }, 'timers 1'],
    [
      'a job that fails',
      { jobs: () => [aJob({ failures: 3, code: 'database_full' })] },
      'timers 1 database_full',
    ],
    [
      'a job that comes seldom and failed once',
      { jobs: () => [aJob({ name: 'retention', interval: 6 * 3_600_000, failures: 1, code: '42501' })] },
      'retention 1 42501',
    ],
    ['a disk that fills', { readDisk: () => ({ freeBytes: 2 ** 20, type: 0 }) }, '1 MB free'],
  ])('is given, and %s is told', async (_, source, detail) => {
    const { status, checks } = await look(source)
    expect(status).toBe('degraded')
    expect(checks.map((check) => check.detail ?? '').join('; ')).toContain(detail)
  })

  test('is not given without the database, with tables of another version, or while closing', async () => {
    const away = {
      query: () => Promise.reject(new AppError('database_unavailable', { reason: '' })),
    } as unknown as Database
    expect((await look({ database: away })).checks[0]).toMatchObject({ detail: 'database_unavailable' })
    expect((await look({ database: aDatabase({}, run.slice(1)) })).status).toBe('unready')
    expect((await look({ isClosing: () => true })).status).toBe('unready')
  })

  test('is refused in the words of the catalogue, with a time to ask again', async () => {
    const checkUnready = () => look({ isClosing: () => true })
    const [, ready] = makeHealthRoutes({ checkHealth: checkUnready } as unknown as RouteParts)
    await expect(ready?.handle({} as never)).rejects.toMatchObject({
      code: 'service_unready',
      params: { checks: 'process (closing)', seconds: 5 },
    })
  })
})
