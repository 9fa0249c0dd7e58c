import { AppError } from '@duibiao/base'
import type { Operation } from '@duibiao/contract'
import { readMe, readMetrics, readReadiness } from '@duibiao/contract'
import { makeFixedClock } from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'
import { makeAdmission } from './admission.ts'
import type { Credentials } from './identity.ts'
import { requestLimits } from './limit.ts'
import { makeRequestRate } from './request-rate.ts'
import type { Tenant } from './tenant.ts'

// Nothing here asks anything of the district but its number.
const home = { district: 1 } as unknown as Tenant
const person = {
  kind: 'person',
  person: 'wang',
  name: '王芳',
  account: 'a1',
  accountName: 'wang',
  session: 's1',
  posts: [],
  roles: [],
} as const

function open(metricsToken?: string) {
  const clock = makeFixedClock()
  const asked: string[] = []
  const admit = makeAdmission({
    authenticate: async ({ cookie }) => {
      asked.push(cookie ?? '')
      if (cookie === undefined) return { caller: { kind: 'anonymous' }, tenant: home }
      if (cookie === 'wrong') throw new AppError('session_missing')
      return { caller: person, tenant: home }
    },
    limits: {
      ...requestLimits,
      ofAddress: { limit: 3, period: 300_000 },
      ofAccount: { limit: 5, period: 300_000 },
    },
    metricsToken,
    home,
    now: () => clock.now(),
  })
  async function ask(shown: Partial<Credentials>, operation: Operation = readMe): Promise<string> {
    const credentials = { cookie: undefined, bearer: undefined, address: '10.0.0.7', ...shown }
    try {
      const { caller } = await admit(credentials, operation)
      return caller.kind === 'anonymous' && caller.isMonitor === true ? 'monitor' : caller.kind
    } catch (error) {
      return error instanceof AppError
        ? `${error.code} ${String(error.params['seconds'] ?? '')}`.trim()
        : 'fault'
    }
  }
  return { clock, asked, ask }
}

describe('requests of one address', () => {
  test('are limited while nobody is signed in, and begin anew after the period [V2.4.1]', async () => {
    const { clock, ask } = open()
    for (let n = 0; n < 3; n += 1) expect(await ask({})).toBe('anonymous')
    await clock.advance(60_000)
    expect(await ask({})).toBe('requests_too_many 240')
    expect(await ask({ address: '10.0.0.8' })).toBe('anonymous')
    await clock.advance(240_000)
    expect(await ask({})).toBe('anonymous')
  })

  test('leave those behind it who are signed in their own limit', async () => {
    const { ask } = open()
    for (let n = 0; n < 9; n += 1) await ask({})
    for (let n = 0; n < 5; n += 1) expect(await ask({ cookie: 'right' })).toBe('person')
    expect(await ask({ cookie: 'right' })).toBe('requests_too_many 300')
  })

  test('that try secrets are not looked up any more once over the limit', async () => {
    const { asked, ask } = open()
    for (let n = 0; n < 3; n += 1) expect(await ask({ cookie: 'wrong' })).toBe('session_missing')
    expect(await ask({ cookie: 'wrong' })).toBe('requests_too_many 300')
    expect(asked).toHaveLength(3)
  })

  test('that watch over the service are answered always', async () => {
    const { asked, ask } = open()
    for (let n = 0; n < 9; n += 1) expect(await ask({}, readReadiness)).toBe('anonymous')
    expect(asked).toEqual([])
  })
})

describe('the metrics', () => {
  test('are for the machine itself where there is no token, and never through a proxy [V13.4.5]', async () => {
    const { ask } = open()
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
      expect(await ask({ address }, readMetrics)).toBe('monitor')
    expect(await ask({ address: '127.0.0.1', isForwarded: true }, readMetrics)).toBe('anonymous')
    expect(await ask({ address: '10.0.0.7' }, readMetrics)).toBe('anonymous')
  })

  test('are for whoever shows the token where there is one', async () => {
    const { ask } = open('a-token-of-the-metrics')
    expect(await ask({ bearer: 'a-token-of-the-metrics' }, readMetrics)).toBe('monitor')
    expect(await ask({ address: '127.0.0.1' }, readMetrics)).toBe('anonymous')
    expect(await ask({ bearer: 'a-token-of-the-metrics' })).not.toBe('monitor')
  })
})

test('many addresses do not fill the memory: the oldest is forgotten', () => {
  const clock = makeFixedClock()
  const now = () => clock.now()
  const rate = makeRequestRate({ limit: 1, period: 1000 }, 2)
  for (const key of ['a', 'b', 'c']) rate.count(key, now())
  rate.count('a', now())
  expect(() => rate.count('c', now())).toThrow(expect.objectContaining({ code: 'requests_too_many' }))
})
