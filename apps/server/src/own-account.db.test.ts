import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { generateSync } from 'otplib'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { listAuditEvents } from '@duibiao/store'
import { makeTestAccount, openSignedIn, openSignInService, testPassword } from './test-account.ts'
import type { SignInService } from './test-account.ts'
import { openBrowser } from './test-browser.ts'

const minute = 60_000
const next = '桥下的灯笼明年还会亮'

describeOnBoth('one’s own account', (open) => {
  let service: SignInService
  let clock: FixedClock

  beforeAll(async () => {
    const { database } = await open()
    clock = makeFixedClock()
    service = await openSignInService(database, clock)
  }, 60_000)

  afterAll(() => service.close())

  /** Time passes without the jobs of the service, which nothing here waits for. */
  function wait(milliseconds: number): void {
    clock.jumpTo(instantOf(clock.now() + milliseconds))
  }

  function codeOf(secret: string): string {
    return generateSync({ secret, epoch: Math.floor(clock.now() / 1000) })
  }

  test('a new password needs the old one, is taken by its strength, and ends every other session [V6.2.2, V6.2.3, V7.4.3]', async () => {
    const browser = await openSignedIn(service)
    const other = openBrowser(service.application)
    const proof = { account: browser.name, password: testPassword }
    await other.call('session.open', { body: proof })
    const before = browser.session()
    const wrong = await browser.call('password.change', { body: { old: 'x', new: next } })
    expect(wrong).toMatchObject({ status: 401, problem: { code: 'sign_in_refused' } })
    const weak = await browser.call('password.change', { body: { old: testPassword, new: 'password1' } })
    expect(weak).toMatchObject({ status: 422, problem: { code: 'password_weak' } })
    const own = await browser.call('password.change', {
      body: { old: testPassword, new: `${browser.name}${browser.name}` },
    })
    expect(own).toMatchObject({ status: 422, problem: { code: 'password_weak' } })
    wait(1000)
    const changed = await browser.call('password.change', { body: { old: testPassword, new: next } })
    expect(changed).toMatchObject({ status: 200 })
    expect(browser.session()).not.toBe(before)
    expect(await browser.call('me.read', {})).toMatchObject({ status: 200 })
    expect(await other.call('me.read', {})).toMatchObject({ status: 401 })
    expect(await other.call('session.open', { body: proof })).toMatchObject({ status: 401 })
    expect(await other.call('session.open', { body: { ...proof, password: next } })).toMatchObject({
      status: 201,
    })
  })

  test('an authenticator is set up with its secret shown once, confirmed by a code, and asked for from then on [V6.3.3, V7.5.1]', async () => {
    const browser = await openSignedIn(service)
    const started = await browser.call('second_factor.start', {})
    if (!started.ok) throw new Error(started.problem.code)
    const { secret, address } = started.value
    expect(address).toContain('otpauth://totp/')
    const proof = { account: browser.name, password: testPassword }
    expect(await openBrowser(service.application).call('session.open', { body: proof })).toMatchObject({
      status: 201,
    })
    const code = codeOf(secret)
    const wrong = code === '000000' ? '111111' : '000000'
    expect(await browser.call('second_factor.confirm', { body: { code: wrong } })).toMatchObject({
      status: 401,
    })
    expect(await browser.call('second_factor.confirm', { body: { code } })).toMatchObject({ status: 200 })
    expect(await browser.call('me.read', {})).toMatchObject({ status: 200 })
    expect(await browser.call('second_factor.confirm', { body: { code } })).toMatchObject({ status: 404 })
    const another = openBrowser(service.application)
    expect(await another.call('session.open', { body: proof })).toMatchObject({
      problem: { code: 'code_required' },
    })
    expect(await another.call('session.open', { body: { ...proof, code } })).toMatchObject({
      problem: { code: 'sign_in_refused' },
    })
    wait(minute)
    expect(await another.call('session.open', { body: { ...proof, code: codeOf(secret) } })).toMatchObject({
      status: 201,
    })
  })

  test('an authenticator is set up and removed only after a fresh proof [V7.5.1, V6.5.6]', async () => {
    const browser = await openSignedIn(service)
    wait(5 * minute)
    expect(await browser.call('second_factor.start', {})).toMatchObject({
      problem: { code: 'reauthentication_required' },
    })
    await browser.call('session.confirm', { body: { password: testPassword } })
    const started = await browser.call('second_factor.start', {})
    if (!started.ok) throw new Error(started.problem.code)
    const code = codeOf(started.value.secret)
    await browser.call('second_factor.confirm', { body: { code } })
    wait(5 * minute)
    expect(await browser.call('second_factor.remove', {})).toMatchObject({
      problem: { code: 'reauthentication_required' },
    })
    await browser.call('session.confirm', { body: { code: codeOf(started.value.secret) } })
    expect(await browser.call('second_factor.remove', {})).toMatchObject({ status: 200 })
    expect(await browser.call('second_factor.remove', {})).toMatchObject({ status: 404 })
    const body = { account: browser.name, password: testPassword }
    expect(await browser.call('session.open', { body })).toMatchObject({ status: 201 })
  })

  test('the secret of an authenticator is neither in the database nor in the log in clear [V6.5.3]', async () => {
    const browser = await openSignedIn(service)
    const started = await browser.call('second_factor.start', {})
    if (!started.ok) throw new Error(started.problem.code)
    const rows = await service.tenant.database.query('select code_pending, code_secret from account')
    expect(JSON.stringify(rows)).not.toContain(started.value.secret)
    expect(service.logged.join('')).not.toContain(started.value.secret)
    expect(service.logged.join('')).not.toContain(testPassword)
  })

  test('signing in takes a new secret and ends the session the browser had: none is fixed from outside [V7.2.2] [V7.2.4]', async () => {
    const browser = openBrowser(service.application)
    const { name } = await makeTestAccount(service.tenant)
    const planted = `1.${'A'.repeat(43)}`
    browser.cookies.set('__Host-duibiao', planted)
    const body = { account: name, password: testPassword }
    expect(await browser.call('session.open', { body })).toMatchObject({ status: 201 })
    const first = browser.session()
    expect(first).not.toBe(planted)
    await browser.call('session.open', { body })
    expect(browser.session()).not.toBe(first)
    const old = openBrowser(service.application)
    for (const secret of [planted, first]) {
      old.cookies.set('__Host-duibiao', secret)
      expect(await old.call('me.read', {})).toMatchObject({ status: 401 })
    }
    expect(await browser.call('session.list', {})).toMatchObject({
      value: { rows: [{ is_current: true, means: 'password' }] },
    })
  })

  test('with a session that is over somebody can still sign in, and is refused everything else', async () => {
    const browser = await openSignedIn(service)
    wait(20 * minute)
    expect(await browser.call('me.read', {})).toMatchObject({ problem: { code: 'session_missing' } })
    const body = { account: browser.name, password: testPassword }
    expect(await browser.call('session.open', { body })).toMatchObject({ status: 201 })
  })

  test('each proof and each change is in the audit, and no secret is [V16.3.1, V16.2.5]', async () => {
    const browser = await openSignedIn(service)
    const wrong = '打错的口令'
    await openBrowser(service.application).call('session.open', {
      body: { account: browser.name, password: wrong },
    })
    await browser.call('session.confirm', { body: { password: testPassword } })
    await browser.call('password.change', { body: { old: testPassword, new: next } })
    await browser.call('session.close', { params: { session: 'current' } })
    const events = await listAuditEvents(service.tenant.database, service.tenant.district, {
      actor: browser.id,
    })
    expect(events.toReversed().map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
      'session.opened done',
      'session.opened refused',
      'session.confirmed done',
      'password.changed done',
      'session.opened done',
      'session.closed done',
    ])
    expect(
      events.every(({ address, actorName }) => address === '127.0.0.1' && actorName === browser.name),
    ).toBe(true)
    const all = JSON.stringify(
      await listAuditEvents(service.tenant.database, service.tenant.district, { limit: 200 }),
    )
    for (const secret of [wrong, testPassword, next]) expect(all).not.toContain(secret)
  })

  test('where staff need a second factor, a session without one can only set it up [V6.3.3]', async () => {
    const environment = { DUIBIAO_SECOND_FACTOR: 'on' }
    const strict = await openSignInService(service.tenant.database, clock, { environment })
    try {
      const browser = await openSignedIn(strict, ['analyst'])
      expect(await browser.call('me.read', {})).toMatchObject({ value: { pending: 'second_factor' } })
      expect(await browser.call('token.list', {})).toMatchObject({
        status: 403,
        problem: { code: 'second_factor_required' },
      })
      const started = await browser.call('second_factor.start', {})
      if (!started.ok) throw new Error(started.problem.code)
      await browser.call('second_factor.confirm', { body: { code: codeOf(started.value.secret) } })
      expect(await browser.call('token.list', {})).toMatchObject({ status: 200 })
      const resident = await openSignedIn(strict, ['resident'])
      expect(await resident.call('token.list', {})).toMatchObject({ status: 200 })
    } finally {
      await strict.close()
    }
  }, 60_000)
})
