import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { changeAccount, listAuditEvents } from '@duibiao/store'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { openSignedIn, openSignInService, testPassword } from './test-account.ts'
import type { SignInService } from './test-account.ts'
import { openBrowser } from './test-browser.ts'
import type { TestBrowser } from './test-browser.ts'

const day = 86_400_000

describeOnBoth('an access token', (open) => {
  let service: SignInService
  let clock: FixedClock

  beforeAll(async () => {
    const { database } = await open()
    clock = makeFixedClock()
    service = await openSignInService(database, clock)
  }, 60_000)

  afterAll(() => service.close())

  function endAfter(days: number): string {
    return new Date(clock.now() + days * day).toISOString()
  }

  async function create(browser: TestBrowser, scopes: readonly string[], days = 1) {
    const body = { name: '数据交换', scopes: [...scopes], ends_at: endAfter(days) }
    const answer = await browser.call('token.create', { body })
    if (!answer.ok) throw new Error(answer.problem.code)
    const { token, secret } = answer.value
    return { token, secret, client: openBrowser(service.application, { token: secret }) }
  }

  test('asks in the name of its owner; its secret is shown once and kept as a digest [V6.5.2] [V7.2.3]', async () => {
    const owner = await openSignedIn(service, ['auditor'])
    const { token, secret, client } = await create(owner, ['me.read'])
    expect(secret).toMatch(/^dbk_1\.[\w-]{43}$/)
    expect(await client.call('me.read', {})).toMatchObject({
      value: { account: owner.name, roles: ['auditor'] },
    })
    const listed = await owner.call('token.list', {})
    expect(listed).toMatchObject({ value: { rows: [{ token, name: '数据交换', scopes: ['me.read'] }] } })
    const { database } = service.tenant
    const kept = JSON.stringify([listed, await database.query('select * from access_token')])
    expect(kept).not.toContain(secret.slice(6))
    expect(service.logged.join('')).not.toContain(secret.slice(6))
  })

  test('does what its scopes say and nothing else [V10.3.2] [V8.2.1]', async () => {
    const owner = await openSignedIn(service, ['auditor'])
    const one = await create(owner, ['audit.list'])
    expect(await one.client.call('audit.list', { query: {} })).toMatchObject({ status: 200 })
    expect(await one.client.call('audit.verify', { body: {} })).toMatchObject({ status: 403 })
    const all = await create(owner, ['audit.*'])
    expect(await all.client.call('audit.verify', { body: {} })).toMatchObject({ status: 200 })
    expect(await all.client.call('me.read', {})).toMatchObject({ status: 403 })
    for (const scopes of [['*.*'], ['audit.lists'], ['nothing.*'], ['audit.list; drop table']]) {
      const body = { name: 'x', scopes, ends_at: endAfter(1) }
      const answer = await owner.call('token.create', { body })
      expect([400, 422]).toContain(answer.status)
    }
  })

  test('never does more than its owner may now: a role that goes takes it along [V8.3.1]', async () => {
    const owner = await openSignedIn(service, ['auditor'])
    const { client } = await create(owner, ['audit.list'])
    const { database, district } = service.tenant
    await changeAccount(database, district, {
      id: owner.id,
      change: { roles: ['analyst'] },
      now: clock.now(),
    })
    expect(await client.call('audit.list', { query: {} })).toMatchObject({ status: 403 })
    await changeAccount(database, district, {
      id: owner.id,
      change: { roles: ['auditor'], disabledAt: clock.now() },
      now: clock.now(),
    })
    expect(await client.call('audit.list', { query: {} })).toMatchObject({ status: 401 })
    await changeAccount(database, district, {
      id: owner.id,
      change: { disabledAt: null, password: 'x', passwordEndsAt: instantOf(clock.now() + day) },
      now: clock.now(),
    })
    expect(await client.call('audit.list', { query: {} })).toMatchObject({
      problem: { code: 'password_change_required' },
    })
  })

  test('makes no tokens, changes no password and no account, whatever its scopes [V10.3.4] [V8.3.1]', async () => {
    const owner = await openSignedIn(service, ['security_administrator'])
    const other = await openSignedIn(service)
    const wide = ['token.*', 'password.*', 'account.*', 'second_factor.*', 'session.*']
    const { client } = await create(owner, wide)
    const params = { account: other.id }
    const answers = [
      await client.call('token.create', { body: { name: 'x', scopes: ['me.read'], ends_at: endAfter(1) } }),
      await client.call('token.list', {}),
      await client.call('password.change', { body: { old: testPassword, new: 'x' } }),
      await client.call('second_factor.start', {}),
      await client.call('account.change_roles', { params, body: { roles: [], reason: 'x' } }),
      await client.call('account.reset_password', { params, body: { proof: 'link', reason: 'x' } }),
      await client.call('session.list', {}),
      await client.call('session.confirm', { body: { password: testPassword } }),
    ]
    for (const answer of answers) expect(answer).toMatchObject({ problem: { code: 'permission_missing' } })
    expect(await client.call('account.list', { query: {} })).toMatchObject({ status: 200 })
  })

  test('ends on its date, within a year, and when it is revoked', async () => {
    const owner = await openSignedIn(service)
    for (const days of [0, -1, 367]) {
      const body = { name: 'x', scopes: ['me.read'], ends_at: endAfter(days) }
      expect(await owner.call('token.create', { body })).toMatchObject({ problem: { code: 'token_span' } })
    }
    const revoked = await create(owner, ['me.read'])
    const stranger = await openSignedIn(service)
    const params = { token: revoked.token }
    expect(await stranger.call('token.end', { params })).toMatchObject({ status: 404 })
    expect(await owner.call('token.end', { params })).toMatchObject({ status: 204 })
    expect(await revoked.client.call('me.read', {})).toMatchObject({ status: 401 })
    const { client } = await create(owner, ['me.read'])
    clock.jumpTo(instantOf(clock.now() + day))
    expect(await client.call('me.read', {})).toMatchObject({ status: 401 })
  })

  test('is one of twenty at most, and needs a fresh proof [V7.5.3]', async () => {
    const owner = await openSignedIn(service)
    for (let n = 0; n < 20; n += 1) await create(owner, ['me.read'])
    await expect(create(owner, ['me.read'])).rejects.toThrow('token_limit')
    clock.jumpTo(instantOf(clock.now() + 5 * 60_000))
    await expect(create(owner, ['me.read'])).rejects.toThrow('reauthentication_required')
  })

  test('that was made up, cut or put into a cookie opens nothing, and the audit tells of it [V16.3.2]', async () => {
    const owner = await openSignedIn(service)
    const { secret } = await create(owner, ['me.read'])
    const bare = secret.slice('dbk_'.length)
    for (const token of [
      bare,
      secret.slice(0, -1),
      `dbk_2${bare.slice(1)}`,
      `dbk_1.${'A'.repeat(43)}`,
      'x',
    ]) {
      const client = openBrowser(service.application, { token, address: '10.1.1.1' })
      expect(await client.call('me.read', {})).toMatchObject({ status: 401 })
    }
    const browser = openBrowser(service.application, { address: '10.1.1.1' })
    for (const cookie of [bare, secret]) {
      browser.cookies.set('__Host-duibiao', cookie)
      expect(await browser.call('me.read', {})).toMatchObject({ status: 401 })
    }
    // A session is no token either.
    const asBearer = openBrowser(service.application, { token: `dbk_${owner.session()}` })
    expect(await asBearer.call('me.read', {})).toMatchObject({ status: 401 })
    const { tenant } = service
    await tenant.audit.settle()
    const filter = { kind: 'credential.shown', outcome: 'refused' }
    const events = await listAuditEvents(tenant.database, tenant.district, filter)
    expect(events.filter(({ address }) => address === '10.1.1.1')).toHaveLength(7)
    expect(JSON.stringify(events)).not.toContain(bare)
  })
})
