import type * as Crypto from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { changeAccount } from '@duibiao/store'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { makeTestAccount, openSignInService, testPassword } from './test-account.ts'
import type { SignInService } from './test-account.ts'
import { openBrowser } from './test-browser.ts'

/** Every derivation of a password, with its cost. */
const derived = vi.hoisted((): string[] => [])

vi.mock('node:crypto', async (importOriginal) => {
  const original = await importOriginal<typeof Crypto>()
  const argon2: typeof original.argon2 = (algorithm, parameters, callback) => {
    const { memory, passes, parallelism, tagLength } = parameters
    derived.push([algorithm, memory, passes, parallelism, tagLength].join(' '))
    return original.argon2(algorithm, parameters, callback)
  }
  return { ...original, argon2 }
})

describeOnBoth('the work of signing in', (open) => {
  let service: SignInService
  let clock: FixedClock

  beforeAll(async () => {
    const { database } = await open()
    clock = makeFixedClock()
    service = await openSignInService(database, clock)
  }, 60_000)

  afterAll(() => service.close())

  async function watch(account: string, password: string) {
    const { database } = service.tenant
    derived.length = 0
    const before = database.statementCount
    const answer = await openBrowser(service.application).call('session.open', {
      body: { account, password },
    })
    const told = answer.ok ? 'opened' : { ...answer.problem, request: '' }
    return { told, hashed: [...derived], statements: database.statementCount - before }
  }

  test('is the same for an account that is unknown, closed, without a password, or known with a wrong one [V6.3.8, V11.4.2]', async () => {
    const { database, district } = service.tenant
    const known = await makeTestAccount(service.tenant)
    const closed = await makeTestAccount(service.tenant)
    const bare = await makeTestAccount(service.tenant)
    const now = clock.now()
    await changeAccount(database, district, { id: closed.id, change: { disabledAt: now }, now })
    await changeAccount(database, district, { id: bare.id, change: { password: null }, now })
    // The first ones of a process prepare their statements.
    await watch('nobody', 'x')
    const seen = [
      await watch(known.name, 'wrong'),
      await watch('nobody-of-this-name', 'wrong'),
      await watch(closed.name, testPassword),
      await watch(bare.name, 'wrong'),
    ]
    expect(seen[0]).toMatchObject({
      told: { code: 'sign_in_refused' },
      hashed: ['argon2id 19456 2 1 32'],
    })
    for (const other of seen) expect(other).toEqual(seen[0])
    expect(await watch(known.name, testPassword)).toMatchObject({ told: 'opened' })
  })

  test('sets a cookie that no script reads, that goes to us alone, and that names no other host [V3.3.1, V3.3.2, V3.3.3, V3.3.4]', async () => {
    const { name } = await makeTestAccount(service.tenant)
    const answer = await openBrowser(service.application).inject({
      method: 'POST',
      url: '/api/v1/sessions',
      payload: { account: name, password: testPassword },
    })
    const line = String(answer.headers['set-cookie'])
    expect(line).toMatch(/^__Host-duibiao=1\.[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    expect(answer.body).not.toContain(answer.cookies[0]?.value)
  })
})
