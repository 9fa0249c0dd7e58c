import { afterEach, describe, expect, test } from 'vitest'
import { defineOperation } from '@duibiao/contract'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { makeApplication } from './application.ts'
import type { ApplicationParts, Observation } from './application.ts'
import type { Caller } from './caller.ts'
import { requestLimits } from './limit.ts'
import { makeLog } from './log.ts'
import { route } from './route.ts'
import { linePayloads, scriptPayloads } from './test-injection.ts'
import type { Tenant } from './tenant.ts'

const echo = defineOperation({
  id: 'echo.read',
  method: 'GET',
  path: '/echo/{word}',
  summary: { zh: '回声', en: 'Echo' },
  params: Type.Object({ word: Type.String() }, { additionalProperties: false }),
  query: Type.Object(
    { times: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })) },
    { additionalProperties: false },
  ),
  answer: { kind: 'json', status: 200, schema: Type.Object({ word: Type.String() }) },
})
const shout = defineOperation({
  id: 'echo.shout',
  method: 'POST',
  path: '/echo',
  summary: { zh: '呼喊', en: 'Shout' },
  body: Type.Object(
    {
      word: Type.String(),
      times: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }),
      isLoud: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
  answer: { kind: 'json', status: 200, schema: Type.Object({ word: Type.String() }) },
})
const hear = defineOperation({
  id: 'echo.hear',
  method: 'GET',
  path: '/echoes',
  summary: { zh: '倾听', en: 'Hear' },
  answer: { kind: 'events', status: 200, schema: Type.Object({ word: Type.String() }) },
})

const somebody: Caller = { kind: 'anonymous' }
// None of these handlers asks anything of the district.
const tenant = {} as Tenant
const closers: FastifyInstance[] = []

afterEach(async () => {
  for (const application of closers.splice(0)) await application.close()
})

async function open(parts: Partial<ApplicationParts> = {}) {
  const handled: unknown[] = []
  const seen: Observation[] = []
  const logged: string[] = []
  const payloads = [...scriptPayloads(), ...linePayloads]
  async function* speak() {
    for (const [index, word] of payloads.entries()) yield { id: String(index), data: { word } }
  }
  const application = await makeApplication({
    operations: [echo, shout, hear],
    routes: [
      route(echo, async ({ params, query }) => {
        handled.push({ params, query })
        return { value: params }
      }),
      route(shout, async ({ body }) => {
        handled.push(body)
        return { value: body }
      }),
      route(hear, async () => ({ value: speak() })),
    ],
    authenticate: async () => ({ caller: somebody, tenant }),
    permit: () => {},
    observe: (observation) => void seen.push(observation),
    limits: requestLimits,
    logger: makeLog('info', { write: (line) => void logged.push(line) }),
    makeRequestId: () => 'r-1',
    ...parts,
  })
  closers.push(application)
  function say(payload: string) {
    return application.inject({
      method: 'POST',
      url: '/echo',
      headers: { 'content-type': 'application/json' },
      payload,
    })
  }
  return { application, handled, seen, logged, payloads, say }
}

describe('what is sent', () => {
  test('is decoded once: what is encoded twice stays encoded, and what is checked is what is used [V1.1.1]', async () => {
    const { application, handled } = await open()
    await application.inject('/echo/%2541%252e%252e%252f')
    await application.inject('/echo/a%2Fb%3Fc')
    expect(handled).toMatchObject([{ params: { word: '%41%2e%2e%2f' } }, { params: { word: 'a/b?c' } }])
    expect((await application.inject('/echo/%zz')).statusCode).toBe(400)
    expect((await application.inject('/echo/%c0%ae')).statusCode).toBe(400)
  })

  test('twice, in another part, or under a name nobody asked for is refused: no part stands in for another [V15.3.7]', async () => {
    const { application, handled, say } = await open()
    for (const url of [
      '/echo/a?times=1&times=2',
      '/echo/a?times[]=1',
      '/echo/a?word=b',
      '/echo/a?TIMES=1',
      '/echo/a?times=1;times=2',
    ])
      expect([url, (await application.inject(url)).statusCode]).toEqual([url, 400])
    expect((await say('{"word":"a","times":1,"owner":"me"}')).statusCode).toBe(400)
    const inQuery = await application.inject({
      method: 'POST',
      url: '/echo?word=a&times=1',
      payload: { times: 1 },
    })
    expect(inQuery.statusCode).toBe(400)
    expect(handled).toEqual([])
  })

  test('has the type that is asked for, and a number its range: nothing is read as something else [V15.3.5]', async () => {
    const { handled, say } = await open()
    for (const times of [
      '"3"',
      'true',
      'null',
      '[3]',
      '{"a":3}',
      '1.5',
      '0',
      '-1',
      '2147483648',
      '1e400',
      '9007199254740993',
      'NaN',
    ])
      expect([times, (await say(`{"word":"a","times":${times}}`)).statusCode]).toEqual([times, 400])
    for (const word of ['1', 'true', 'null', '["a"]', '{"toString":"a"}'])
      expect([word, (await say(`{"word":${word},"times":1}`)).statusCode]).toEqual([word, 400])
    expect((await say('{"word":"a","times":1,"isLoud":"false"}')).statusCode).toBe(400)
    expect(handled).toEqual([])
  })

  test('reaches no prototype [V15.3.6]', async () => {
    const { application, handled, say } = await open()
    for (const more of [
      '"__proto__":{"isAdmin":true}',
      '"constructor":{"prototype":{"isAdmin":true}}',
      '"\\u005f_proto__":{"isAdmin":true}',
    ])
      expect([more, (await say(`{"word":"a","times":1,${more}}`)).statusCode]).toEqual([more, 400])
    expect((await application.inject('/echo/a?__proto__[isAdmin]=true')).statusCode).toBe(400)
    expect((await application.inject('/echo/a?__proto__=1')).statusCode).toBe(400)
    expect(handled).toEqual([])
    expect('isAdmin' in {}).toBe(false)
  })

  test('is text in the JSON of an answer and in the lines of a stream, whatever it looks like [V1.2.3] [V1.1.2]', async () => {
    const { application, payloads, say } = await open()
    for (const word of payloads) {
      const answer = await say(JSON.stringify({ word, times: 1 }))
      expect(answer.json()).toEqual({ word, times: 1 })
      expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    }
    // The last line says when to ask again.
    const events = (await application.inject('/echoes')).body.trimEnd().split('\n\n')
    expect(events.pop()).toMatch(/^retry: \d+$/)
    expect(events.length).toBe(payloads.length)
    for (const [index, event] of events.entries()) {
      const [id, data, ...more] = event.split('\n')
      expect([id, more]).toEqual([`id: ${index}`, []])
      expect(JSON.parse(data?.replace(/^data: /, '') ?? '')).toEqual({ word: payloads[index] })
    }
  })
})

describe('a fault on the way', () => {
  const fault = () => {
    throw new TypeError('the token 6f1d is not readable')
  }

  test.each([
    ['finding out who asks', { authenticate: async () => fault() }],
    ['asking what they may', { permit: fault }],
    ['letting them in', { enter: fault }],
  ] as const)('of %s refuses the request: nothing is let through by it [V16.5.3]', async (_, parts) => {
    const { application, handled } = await open(parts)
    const answer = await application.inject('/echo/a')
    expect(answer.json()).toMatchObject({ status: 500, code: 'server_fault' })
    expect(handled).toEqual([])
  })

  test('stands in the log with its kind, its place and the id that the asker was told, and not with its words [V16.3.4] [V16.5.1]', async () => {
    const { application, logged } = await open({ permit: fault })
    const answer = await application.inject('/echo/a')
    expect(answer.json().request).toBe('r-1')
    expect(answer.body).not.toMatch(/6f1d|TypeError|\.ts|node_modules/)
    const lines = logged
      .map((line): { readonly level: string } => JSON.parse(line))
      .filter(({ level }) => level === 'error')
    expect(lines).toMatchObject([{ request: 'r-1', error: { name: 'TypeError' } }])
    expect(logged.join('')).toContain('hostile-request.test.ts')
    expect(logged.join('')).not.toContain('6f1d')
  })
})

describe('where somebody asks from', () => {
  const claims = {
    'x-forwarded-for': '198.51.100.1, 203.0.113.5',
    'x-real-ip': '198.51.100.2',
    forwarded: 'for=198.51.100.3',
    'x-user-id': 'admin',
  }

  async function addressOf(remoteAddress: string, trustedProxies?: readonly string[]) {
    const { application, seen } = await open(trustedProxies === undefined ? {} : { trustedProxies })
    await application.inject({ url: '/echo/a', remoteAddress, headers: claims })
    return seen[0]?.address
  }

  test('is the address of the connection, whatever the asker writes into headers [V4.1.3] [V15.3.4]', async () => {
    expect(await addressOf('192.0.2.7')).toBe('192.0.2.7')
    expect(await addressOf('192.0.2.7', ['127.0.0.1'])).toBe('192.0.2.7')
  })

  test('is told by a proxy that is trusted, of its own knowledge and not of what the asker said before [V4.1.3] [V15.3.4]', async () => {
    expect(await addressOf('127.0.0.1', ['127.0.0.1'])).toBe('203.0.113.5')
    expect(await addressOf('127.0.0.1', ['127.0.0.0/8', '203.0.113.0/24'])).toBe('198.51.100.1')
  })
})
