import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeOperations, operations } from '@duibiao/contract'
import { addAccounts, listOutbox, verifyLedger } from '@duibiao/store'
import { describeOnBoth, makeFixedClock, openTestDatabase } from '@duibiao/testkit'
import type { FixedClock, TestDatabase } from '@duibiao/testkit'
import { hashPassword } from './password.ts'
import { sessionCookie } from './session-cookie.ts'
import { openTestService } from './test-service.ts'
import type { TestService } from './test-service.ts'

const password = '湖边的柳树今年又绿了'

describeOnBoth('the service', (open) => {
  let service: TestService
  let clock: FixedClock
  let opened: TestDatabase

  beforeAll(async () => {
    opened = await open()
    clock = makeFixedClock()
    service = await openTestService({ database: opened.database, scheduler: clock })
  }, 60_000)

  afterAll(() => service.close())

  test('opens the district of the settings and answers', async () => {
    const answer = await service.application.inject('/healthz')
    expect(answer.json()).toEqual({ status: 'live' })
    expect([...service.tenants.keys()]).toEqual([1])
  })

  test('has exactly the routes that its description has [V4.1.4]', async () => {
    const document = (await service.application.inject('/openapi.json')).json()
    expect(document).toEqual(JSON.parse(JSON.stringify(describeOperations(operations, '0.0.0'))))
    const described = Object.entries<object>(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({
        method: method.toUpperCase() as 'GET',
        url: path.replace(/\{(\w+)\}/g, ':$1'),
      })),
    )
    expect(described.filter((route) => !service.application.hasRoute(route))).toEqual([])
    expect(countRoutes(service)).toBe(described.length)
  })

  test('is ready, and runs its jobs', async () => {
    await clock.advance(61_000)
    const answer = await service.application.inject('/readyz')
    expect(answer.json()).toMatchObject({ status: 'ready', version: '0.0.0' })
    expect(service.jobs.states().filter(({ doneAt }) => doneAt !== undefined).length).toBeGreaterThan(5)
    expect(service.logged.join('')).not.toContain('a job failed')
  })

  test('tells Prometheus of requests, matters, what waits and the process', async () => {
    await clock.advance(61_000)
    const text = (await service.application.inject('/metrics')).body
    expect(text).toMatch(/duibiao_requests_total\{operation="health.ready",status="200",code=""\} \d/)
    expect(text).toContain('duibiao_matters{district="1",status="open"} 0')
    expect(text).toMatch(/duibiao_seal_age_seconds\{district="1"\} \d/)
    expect(text).toMatch(/process_resident_memory_bytes \d/)
    const asked = { url: '/metrics', headers: { 'x-forwarded-for': '10.0.0.9' } }
    expect((await service.application.inject(asked)).statusCode).toBe(401)
  })

  test('logs a whole scenario without a name, a telephone or a word of anybody [V16.2.5]', async () => {
    const tenant = service.tenants.values().next().value
    if (tenant === undefined) throw new Error('no district')
    const digest = await hashPassword(password)
    const accounts = [
      {
        name: 'wangfang',
        person: 'p-王芳',
        displayName: '王芳',
        roles: ['district_dispatcher'],
        password: digest,
      },
    ]
    await addAccounts(tenant.database, tenant.district, {
      accounts,
      now: clock.now(),
      random: tenant.random,
    })
    const { application, logged } = service
    async function ask(
      [method, url]: readonly ['GET' | 'POST', string],
      payload?: object,
      cookie = '',
    ): Promise<string> {
      const headers = {
        'idempotency-key': `scenario-${url.length}-${logged.length}`,
        'user-agent': '王芳的手机 13800138000',
      }
      const cookies = cookie === '' ? {} : { [sessionCookie.name]: cookie }
      const answer = await application.inject({
        method,
        url,
        headers,
        cookies,
        ...(payload && { payload }),
      })
      return answer.cookies.find(({ name }) => name === sessionCookie.name)?.value ?? ''
    }
    const named = encodeURIComponent('王芳 13800138000')
    await ask(['POST', '/api/v1/sessions'], { account: '王芳 13800138000', password: '13800138000' })
    const cookie = await ask(['POST', '/api/v1/sessions'], { account: 'wangfang', password })
    expect(cookie).not.toBe('')
    await ask(['GET', '/api/v1/me'], undefined, cookie)
    const variables = { caller_name: '王芳', phone: '13800138000', description: '楼上漏水' }
    await ask(['POST', '/api/v1/matters'], { pack: 'hotline', title: '王芳家漏水', variables }, cookie)
    await ask(['POST', '/api/v1/matters'], { pack: '王芳', variables }, cookie)
    await clock.advance(5000)
    await ask(['GET', `/api/v1/matters/${named}`], undefined, cookie)
    await ask(['GET', `/${named}?phone=13800138000`])
    await ask(['GET', '/api/v1/me'], undefined, '1.13800138000')
    expect(logged.filter((line) => line.includes('"msg":"answered"')).length).toBeGreaterThan(6)
    expect(logged.join('')).not.toMatch(/王芳|wangfang|13800138000|柳树|漏水/)
    expect(logged.join('')).toContain('"operation":"matter.start","status":201')
    for (const line of logged) expect(JSON.parse(line)).toMatchObject({ level: expect.any(String) })
  })
})

describeOnBoth('two processes', (open) => {
  test('do the jobs of a district together, and nothing twice', async () => {
    const { database } = await open()
    const clocks = [makeFixedClock(), makeFixedClock()] as const
    const [one, other] = [
      await openTestService({ database, scheduler: clocks[0] }),
      await openTestService({ database, scheduler: clocks[1] }),
    ]
    const [tenant] = one.tenants.values()
    if (tenant === undefined) throw new Error('no district')
    const { engine, district, packs } = tenant
    const procedure = packs.newest('hotline').manifest.entry
    const starts = Array.from({ length: 10 }, (_, index) =>
      engine.start({ procedure, key: `start-${index}`, actor: { person: 'li' } }),
    )
    expect((await Promise.all(starts)).every(({ ok }) => ok)).toBe(true)
    await Promise.all(clocks.map((clock) => clock.advance(62_000)))
    expect([...one.logged, ...other.logged].join('')).not.toContain('a job failed')
    expect(await verifyLedger(database, district)).toMatchObject({ ok: true, matters: 10 })
    expect((await listOutbox(database, district)).length).toBe(0)
    await one.close()
    await other.close()
  }, 120_000)
})

describe('the process', () => {
  async function openListening() {
    const opened = await openTestDatabase()
    const clock = makeFixedClock()
    const service = await openTestService({ database: opened.database, scheduler: clock })
    return { opened, service, address: await service.listen() }
  }

  test('answers what is at work when it closes, and takes nothing more', async () => {
    const { opened, service, address } = await openListening()
    const hold = Promise.withResolvers<void>()
    const held = opened.database.transaction(() => hold.promise)
    // It waits for the database, to know whose session that is.
    const headers = { cookie: `${sessionCookie.name}=1.${'a'.repeat(43)}` }
    const asked = fetch(`${address}/api/v1/me`, { headers })
    expect((await fetch(`${address}/healthz`)).status).toBe(200)
    const closed = service.close()
    await expect(fetch(`${address}/healthz`)).rejects.toThrow('fetch failed')
    hold.resolve()
    expect((await asked).status).toBe(401)
    await Promise.all([held, closed, service.close()])
    expect(service.logged.at(-1)).toContain('"msg":"closed"')
    await opened.close()
  }, 60_000)

  test('says which address it cannot use', async () => {
    const { opened, service, address } = await openListening()
    const environment = { DUIBIAO_PORT: new URL(address).port }
    const other = await openTestService(
      { database: opened.database, scheduler: makeFixedClock() },
      { environment },
    )
    await expect(other.listen()).rejects.toMatchObject({
      code: 'address_unusable',
      params: { reason: 'EADDRINUSE' },
    })
    await other.close()
    await service.close()
    await opened.close()
  }, 60_000)
})

/** How many routes the HTTP library has, however they came there. */
function countRoutes({ application }: TestService): number {
  const lines = application.printRoutes({ commonPrefix: false }).split('\n')
  return lines.flatMap((line) => / \(([A-Z, ]+)\)/.exec(line)?.[1]?.split(', ') ?? []).length
}
