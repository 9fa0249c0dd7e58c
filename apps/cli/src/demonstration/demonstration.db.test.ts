import { createHash } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { instantOf, isAppError, parseDistrictId } from '@duibiao/base'
import { openService, readConfig } from '@duibiao/server'
import type { Service } from '@duibiao/server'
import { enterDistrict, openDatabase, rebuild, verifyLedger } from '@duibiao/store'
import type { Database } from '@duibiao/store'
import { checkRecord, describeOnBoth, makeFixedClock, openTestDatabase } from '@duibiao/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeMemoryTerminal } from '../memory-terminal.ts'
import { runCommandLine } from '../program.ts'
import { makeChance } from '../simulation/chance.ts'
import { demonstrationPassword, listDemonstrationAccounts } from './account.ts'
import { prepareDemonstration } from './demonstration.ts'
import { enterMinghu } from './enter-minghu.ts'
import { startLive } from './live.ts'

const home = fileURLToPath(new URL('../../../..', import.meta.url))
// A Thursday noon: three working days lie behind.
const noon = instantOf(Date.UTC(2026, 9, 22, 4))

function configOf(environment: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-demonstration-'))
  return readConfig({ environment: { DUIBIAO_PORT: '0', ...environment }, folder, home, language: 'en' })
}

/** Bytes that are the same in every run. */
function plainBytes(): (count: number) => Uint8Array {
  const random = makeChance(7, 'bytes')
  return (count) => Uint8Array.from({ length: count }, () => Math.floor(random.next() * 256))
}

function prepare(database: Database, config = configOf(), at = noon) {
  const scheduler = makeFixedClock(at)
  const terminal = { scheduler, randomBytes: plainBytes() }
  return prepareDemonstration({
    config,
    database,
    terminal,
    size: 'short',
    seed: 2,
    days: 3,
    watch: () => {},
  })
}

/** One digest over the whole record of a database. */
async function digestOf(database: Database): Promise<string> {
  const rows = await database.query<{ readonly body: string }>(
    'select body::text as body from entry order by district_id, matter_id, seq',
  )
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex')
}

describeOnBoth('three days of the demonstration district', (open) => {
  let database: Database
  let service: Service
  const config = configOf({ DUIBIAO_LOG: 'silent' })

  beforeAll(async () => {
    ;({ database } = await open())
    await prepare(database, config)
    service = await openService(config, {
      database,
      scheduler: makeFixedClock(noon),
      random: plainBytes(),
      logTarget: { write: () => {} },
      version: '0.0.0',
      loop: { look: () => 0, stop: () => {} },
    })
  }, 120_000)

  afterAll(() => service.close())

  async function signIn(account: string): Promise<string> {
    const answer = await service.application.inject({
      method: 'POST',
      url: '/api/v1/sessions',
      payload: { account, password: demonstrationPassword },
    })
    expect([account, answer.statusCode]).toEqual([account, 201])
    return String(answer.headers['set-cookie']).split(';')[0] ?? ''
  }

  async function get(cookie: string, url: string) {
    const answer = await service.application.inject({ method: 'GET', url, headers: { cookie } })
    return { status: answer.statusCode, body: answer.json() }
  }

  test('were played through the procedures: no invariant is broken, and a rebuild finds nothing to correct', async () => {
    const check = await checkRecord(database)
    expect(check.faults).toEqual([])
    expect(check.matters).toBeGreaterThan(80)
    expect(check.entries).toBeGreaterThan(3 * check.matters)
    expect((await verifyLedger(database, parseDistrictId(1))).ok).toBe(true)
    const tenant = service.tenants.get(parseDistrictId(1))
    const { describe: describeMatter, library } = tenant?.engine.setting ?? {}
    expect(describeMatter).toBeDefined()
    if (describeMatter === undefined || library === undefined) return
    const report = await rebuild(database, {
      district: parseDistrictId(1),
      find: (hash) => library.find(hash),
      describe: describeMatter,
    })
    expect(report.broken).toEqual([])
    expect(Object.entries(report.corrected).filter(([, count]) => count > 0)).toEqual([])
  }, 60_000)

  test('reach up to now and never beyond it', async () => {
    const [row] = await database.query<{ readonly first: number; readonly last: number }>(
      'select min(opened_at) as first, max(updated_at) as last from matter',
    )
    expect(row?.last).toBeLessThanOrEqual(noon)
    expect(row?.last).toBeGreaterThan(noon - 3 * 3_600_000)
    expect(row?.first).toBeGreaterThanOrEqual(noon - 3.5 * 86_400_000)
  })

  test('keep names and numbers of reporters out of the record', async () => {
    const entries = await database.query<{ readonly body: string }>('select body::text as body from entry')
    expect(entries.some(({ body }) => body.includes('reporter_phone'))).toBe(true)
    expect(entries.filter(({ body }) => /"142\d{8}"/.test(body))).toEqual([])
    const [sealed] = await database.query<{ readonly count: number }>(
      'select count(*)::int as count from sealed_value',
    )
    expect(sealed?.count).toBeGreaterThan(50)
  })

  test('every role has an account that signs in', async () => {
    const tenant = service.tenants.get(parseDistrictId(1))
    const accounts = tenant === undefined ? [] : await listDemonstrationAccounts(tenant)
    expect(accounts.map(({ name }) => name)).toEqual([
      'resident',
      'grid-worker',
      'community-clerk',
      'street-dispatcher',
      'district-dispatcher',
      'department-handler',
      'department-head',
      'window-clerk',
      'supervision-officer',
      'leader',
      'analyst',
      'auditor',
      'administrator',
      'security-administrator',
    ])
    for (const { name, role } of accounts) {
      const me = await get(await signIn(name), '/api/v1/me')
      expect([me.status, me.body.roles]).toEqual([200, expect.arrayContaining([role])])
    }
  })

  test.each([
    'resident',
    'grid-worker',
    'community-clerk',
    'street-dispatcher',
    'district-dispatcher',
    'department-handler',
    'department-head',
    'window-clerk',
    'supervision-officer',
    'leader',
    'analyst',
  ])('the first screen of %s is not empty: matters and their count', async (account) => {
    const cookie = await signIn(account)
    const matters = await get(cookie, '/api/v1/matters?limit=5')
    expect(matters.status).toBe(200)
    expect(matters.body.rows.length).toBeGreaterThan(0)
    expect((await get(cookie, '/api/v1/matter-counts')).status).toBe(200)
  })

  test('nothing waits for a system that is not there, and Open311 offers kinds of requests', async () => {
    const cookie = await signIn('administrator')
    expect((await get(cookie, '/api/v1/outbox?is_dead=true')).body.rows).toEqual([])
    const connectors = await get(cookie, '/api/v1/connectors')
    expect(connectors.body.rows).toHaveLength(11)
    const services = await get('', '/open311/v2/services.json')
    expect(services.body.length).toBeGreaterThan(3)
    expect((await get('', '/open311/v2/requests.json')).body.length).toBeGreaterThan(0)
  })

  test('what is overdue is counted as overdue, also after its breach was recorded', async () => {
    const [row] = await database.query<{ readonly overdue: number; readonly breached: number }>(
      `select count(distinct matter_id)::int as overdue, count(breached_at)::int as breached
      from clock join matter using (district_id, matter_id)
      where clock.status = 'running' and matter.ended_at is null and clock.due_at < to_timestamp($1::float8 / 1000)`,
      [noon],
    )
    expect(row?.breached).toBeGreaterThan(0)
    const counts = await get(await signIn('leader'), '/api/v1/matter-counts')
    expect(counts.body.overdue).toBe(row?.overdue)
  })

  test.each(['district-dispatcher', 'department-handler'])('%s has tasks to do', async (account) => {
    const cookie = await signIn(account)
    const tasks = await get(cookie, '/api/v1/tasks')
    expect(tasks.body.rows.length).toBeGreaterThan(0)
    const { offered, held } = (await get(cookie, '/api/v1/task-counts')).body
    expect(offered + held).toBeGreaterThanOrEqual(tasks.body.rows.length)
    const { unread } = (await get(cookie, '/api/v1/notification-counts')).body
    expect(unread).toBeGreaterThanOrEqual(account === 'district-dispatcher' ? 0 : 1)
  })

  test('the head heads the office of the handler, and sees all of its work', async () => {
    const own = await get(await signIn('department-handler'), '/api/v1/tasks')
    const all = await get(await signIn('department-head'), '/api/v1/office-tasks?limit=200')
    const [few, many] = [own, all].map(({ body }) => body.rows.map((row: { number: string }) => row.number))
    expect(many).toEqual(expect.arrayContaining(few))
  })

  test.each([
    ['auditor', '/api/v1/audit-events'],
    ['security-administrator', '/api/v1/accounts'],
  ])('%s sees what the administration is there for', async (account, url) => {
    const answer = await get(await signIn(account), url)
    expect(answer.status).toBe(200)
    expect(answer.body.rows.length).toBeGreaterThan(0)
  })

  test('simulated people go on with what is open, and never against somebody who was quicker', async () => {
    const tenant = service.tenants.get(parseDistrictId(1))
    expect(tenant).toBeDefined()
    if (tenant === undefined) return
    const faults: unknown[] = []
    const scheduler = makeFixedClock(noon)
    const demonstration = await prepare(database, config)
    const live = await startLive(tenant, demonstration(), {
      scheduler,
      haste: 500,
      tellFault: (error) => void faults.push(error),
    })
    for (let minute = 0; minute < 5; minute += 1) await scheduler.advance(60_000)
    await live.stop()
    expect(faults).toEqual([])
    expect(live.state().commands).toBeGreaterThan(20)
    expect((await checkRecord(database)).faults).toEqual([])
  }, 60_000)
})

describe('the demonstration', () => {
  test('is the same for the same seed, and goes on where it ended', async () => {
    const [one, other] = [await openTestDatabase(), await openTestDatabase()]
    try {
      await prepare(one.database)
      await prepare(other.database)
      const digest = await digestOf(one.database)
      expect(await digestOf(other.database)).toBe(digest)
      const config = configOf()
      await prepare(one.database, config)
      expect(await digestOf(one.database)).toBe(digest)
      await prepare(one.database, config, instantOf(noon + 86_400_000))
      const check = await checkRecord(one.database)
      expect(check.faults).toEqual([])
      expect(await digestOf(one.database)).not.toBe(digest)
    } finally {
      await one.close()
      await other.close()
    }
  }, 240_000)

  test('is never put into a district of real people', async () => {
    const opened = await openTestDatabase()
    try {
      const { database } = opened
      await enterDistrict(database, { district: parseDistrictId(1), code: '110101', name: '某区' })
      const refused: unknown = await prepare(database).catch((error: unknown) => error)
      expect(isAppError(refused, 'demonstration_elsewhere')).toBe(true)
      expect(await database.query('select 1 from account')).toEqual([])
    } finally {
      await opened.close()
    }
  })

  test('is not served as a district of real people', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-demonstration-'))
    const terminal = makeMemoryTerminal(folder, { LANG: 'en_US', DUIBIAO_DATA: 'data', DUIBIAO_PORT: '0' })
    const { scheduler } = terminal
    const database = await openDatabase({ folder: path.join(folder, 'data', 'database'), scheduler })
    await enterMinghu(database, parseDistrictId(1))
    await database.close()
    expect(await runCommandLine(['serve'], terminal)).not.toBe(0)
    expect(terminal.warned.join(' ')).toContain('demonstration_only')
  }, 60_000)

  test('stays in its district: another one beside it sees nothing of it', async () => {
    const opened = await openTestDatabase()
    try {
      const { database } = opened
      await enterDistrict(database, { district: parseDistrictId(2), code: '110101', name: '某区' })
      await prepare(database)
      for (const table of ['matter', 'entry', 'account', 'area', 'task', 'matter_sight']) {
        const rows = await database.query(`select distinct district_id from ${table}`)
        expect([table, rows]).toEqual([table, [{ district_id: 1 }]])
      }
    } finally {
      await opened.close()
    }
  }, 120_000)
})
