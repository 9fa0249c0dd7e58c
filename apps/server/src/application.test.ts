import { afterEach, describe, expect, test } from 'vitest'
import { AppError } from '@duibiao/base'
import { defineOperation } from '@duibiao/contract'
import type { Operation } from '@duibiao/contract'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { Type } from 'typebox'
import { makeApplication } from './application.ts'
import type { Observation } from './application.ts'
import type { Caller } from './caller.ts'
import { requestLimits } from './limit.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'
import type { Tenant } from './tenant.ts'

const readRain = defineOperation({
  id: 'rain.read',
  method: 'GET',
  path: '/rain/{street}',
  summary: { zh: '查询雨量', en: 'Read the rain' },
  params: Type.Object({ street: Type.String() }),
  query: Type.Object({ hours: Type.Integer({ minimum: 1, default: 24 }) }, { additionalProperties: false }),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({ street: Type.String(), hours: Type.Integer() }),
  },
})

const reportRain = defineOperation({
  id: 'rain.report',
  method: 'POST',
  path: '/rain',
  summary: { zh: '上报雨量', en: 'Report rain' },
  body: Type.Object(
    { street: Type.String({ minLength: 1 }), millimetres: Type.Number({ minimum: 0 }) },
    { additionalProperties: false },
  ),
  answer: { kind: 'empty', status: 204 },
  isKeyed: true,
})

const officer = {
  kind: 'person',
  person: 'wang',
  name: '王芳',
  account: 'a1',
  accountName: 'wang',
  session: 's1',
  posts: [],
  roles: ['analyst'],
} as const satisfies Caller

// None of these handlers asks anything of the district.
const tenant = {} as Tenant
const closers: FastifyInstance[] = []

afterEach(async () => {
  for (const application of closers.splice(0)) await application.close()
})

interface Setting {
  readonly caller?: Caller
  readonly routes?: readonly Route[]
  readonly operations?: readonly Operation[]
  readonly seen?: Observation[]
}

async function openApplication({
  caller = officer,
  seen = [],
  ...given
}: Setting = {}): Promise<FastifyInstance> {
  const application = await makeApplication({
    operations: given.operations ?? [readRain, reportRain],
    routes: given.routes ?? [
      route(readRain, async ({ params, query }) => ({ value: { ...params, ...query }, tag: '"7"' })),
      route(reportRain, async () => ({ value: undefined })),
    ],
    authenticate: async () => ({ caller, tenant }),
    permit: (asker, { id }) => {
      if (asker.kind === 'anonymous') throw new AppError('session_missing')
      if (id === 'rain.report' && asker.roles.includes('leader')) throw new AppError('permission_missing')
    },
    observe: (observation) => seen.push(observation),
    limits: { ...requestLimits, bodyBytes: 1000, fileBytes: 10_000 },
    logger: pino({ level: 'silent' }),
    makeRequestId: () => 'r-1',
  })
  closers.push(application)
  return application
}

const report = { method: 'POST', url: '/rain', headers: { 'idempotency-key': 'rain-0001' } } as const

describe('a request', () => {
  test('reaches its handler with parameters of the types that the operation says', async () => {
    const application = await openApplication()
    const answer = await application.inject('/rain/%E6%BB%A8%E6%B2%B3?hours=6')
    expect(answer.json()).toEqual({ street: '滨河', hours: 6 })
    expect(answer.headers).toMatchObject({ etag: '"7"', 'x-content-type-options': 'nosniff' })
  })

  test('has the defaults of what it leaves out', async () => {
    const application = await openApplication()
    expect((await application.inject('/rain/a')).json()).toEqual({ street: 'a', hours: 24 })
  })

  test('has every fault of its fields told at once, in the language asked for', async () => {
    const application = await openApplication()
    const payload = { street: '', millimetres: '3', owner: 'me' }
    const answer = await application.inject({ ...report, payload })
    expect(answer.statusCode).toBe(400)
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(answer.json().code).toBe('request_malformed')
    expect(answer.json().findings).toHaveLength(3)
    expect(answer.json().title).toMatch(/^请求不合格式/)
    const english = await application.inject({
      ...report,
      payload,
      headers: { ...report.headers, 'accept-language': 'en' },
    })
    expect(english.json().title).toMatch(/^The request is malformed/)
  })

  test('that changes something needs an idempotency key', async () => {
    const application = await openApplication()
    const payload = { street: 'a', millimetres: 3 }
    expect((await application.inject({ ...report, payload })).statusCode).toBe(204)
    const answer = await application.inject({ method: 'POST', url: '/rain', payload })
    expect(answer.json()).toMatchObject({ code: 'key_missing', status: 400, request: 'r-1' })
  })

  test('that is too large, not JSON, of another type or of an address that is none is refused in our words', async () => {
    const application = await openApplication()
    const headers = { ...report.headers, 'content-type': 'application/json' }
    const large = await application.inject({
      ...report,
      headers,
      payload: JSON.stringify({ a: 'x'.repeat(2000) }),
    })
    expect(large.json()).toMatchObject({ code: 'request_too_large', status: 413 })
    const broken = await application.inject({ ...report, headers, payload: '{"street":' })
    expect(broken.json()).toMatchObject({ code: 'request_malformed', status: 400 })
    const xml = await application.inject({
      ...report,
      headers: { ...headers, 'content-type': 'text/xml' },
      payload: '<a/>',
    })
    expect(xml.json()).toMatchObject({ code: 'media_type_unsupported', status: 415 })
    expect((await application.inject('/snow')).json()).toMatchObject({ code: 'route_unknown', status: 404 })
  })
})

describe('a caller', () => {
  test('who is not signed in is refused before the body is read', async () => {
    const application = await openApplication({ caller: { kind: 'anonymous' } })
    const answer = await application.inject({ ...report, payload: { anything: 1 } })
    expect(answer.json()).toMatchObject({ code: 'session_missing', status: 401 })
    expect(answer.headers['www-authenticate']).toBe('Bearer')
  })

  test('whose roles may not ask is refused', async () => {
    const application = await openApplication({ caller: { ...officer, roles: ['leader'] } as const })
    const answer = await application.inject({ ...report, payload: { street: 'a', millimetres: 3 } })
    expect(answer.json()).toMatchObject({ code: 'permission_missing', status: 403 })
  })

  test('with a cookie from a page that is not ours is refused', async () => {
    const application = await openApplication()
    const payload = { street: 'a', millimetres: 3 }
    const cookies = { '__Host-duibiao': 'x' }
    const own = await application.inject({ ...report, payload, cookies })
    expect(own.statusCode).toBe(204)
    for (const strange of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
      const answer = await application.inject({
        ...report,
        payload,
        cookies,
        headers: { ...report.headers, ...strange },
      })
      expect(answer.json()).toMatchObject({ code: 'permission_missing' })
    }
  })
})

describe('a page that is not ours', () => {
  const payload = { street: 'a', millimetres: 3 }

  test('cannot change anything through a browser, signed in or not: nobody is signed in under another name [V3.5.1]', async () => {
    const application = await openApplication()
    for (const strange of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
      const headers = { ...report.headers, ...strange }
      const answer = await application.inject({ ...report, payload, headers })
      expect(answer.json()).toMatchObject({ code: 'permission_missing' })
      const token = { ...headers, authorization: 'Bearer x' }
      expect((await application.inject({ ...report, payload, headers: token })).statusCode).toBe(204)
    }
  })

  test('cannot send a form where JSON is asked for [V3.5.2]', async () => {
    const application = await openApplication()
    const headers = { ...report.headers, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
    const answer = await application.inject({ ...report, headers, payload: 'street=a&millimetres=3' })
    expect(answer.json()).toMatchObject({ code: 'media_type_unsupported', status: 415 })
  })
})

test('a fault that nobody foresaw is told without its stack, and the log can find it', async () => {
  const routes = [
    route(readRain, async () => {
      throw new Error('select * from secrets failed')
    }),
    route(reportRain, async () => ({ value: undefined })),
  ]
  const answer = await (await openApplication({ routes })).inject('/rain/a')
  expect(answer.statusCode).toBe(500)
  expect(answer.body).not.toContain('secrets')
  expect(answer.json()).toMatchObject({ code: 'server_fault', request: 'r-1' })
})

test.each(['database_unavailable', 'statement_timeout', 'database_conflict'] as const)(
  'what passes by itself (%s) is answered with 503 and when to come again, without its inside',
  async (code) => {
    const failing = route(readRain, async () => {
      throw new AppError(code, { reason: 'secret words of the driver' })
    })
    const application = await openApplication({ routes: [failing], operations: [readRain] })
    const answer = await application.inject({ url: '/rain/east' })
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '2'])
    expect(answer.json()).toMatchObject({ code: 'server_busy' })
    expect(answer.payload).not.toContain('secret')
  },
)

test('every answer is observed with what it was', async () => {
  const seen: Observation[] = []
  const application = await openApplication({ seen })
  await application.inject('/rain/a')
  await application.inject({ ...report, payload: {} })
  expect(seen.map(({ operation, status, code }) => [operation?.id, status, code])).toEqual([
    ['rain.read', 200, undefined],
    ['rain.report', 400, 'request_malformed'],
  ])
})

test('an operation without a route stops the start, and so does a route without an operation', async () => {
  const routes = [route(readRain, async () => ({ value: { street: '', hours: 1 } }))]
  await expect(openApplication({ routes })).rejects.toThrow('rain.report')
  await expect(openApplication({ routes, operations: [] })).rejects.toThrow('no operation')
})
