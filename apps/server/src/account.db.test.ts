import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { roles } from '@duibiao/contract'
import { addAccounts, changeAccount, listAuditEvents } from '@duibiao/store'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { makeTestAccount, openSignedIn, openSignInService, testPassword } from './test-account.ts'
import type { SignInService } from './test-account.ts'
import { openBrowser } from './test-browser.ts'

const minute = 60_000
const hour = 60 * minute
const next = '桥下的灯笼明年还会亮'
const reason = '岗位调整'

describeOnBoth('accounts', (open) => {
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

  function openOfficer() {
    return openSignedIn(service, ['security_administrator'])
  }

  async function tryPassword(account: string, password: string) {
    const browser = openBrowser(service.application)
    return { browser, answer: await browser.call('session.open', { body: { account, password } }) }
  }

  let made = 0
  async function create(
    officer: Awaited<ReturnType<typeof openOfficer>>,
    proof: 'link' | 'password',
    wanted: readonly ('analyst' | 'auditor' | 'administrator' | 'security_administrator')[] = ['analyst'],
  ) {
    made += 1
    const name = `zhao${made}`
    const body = { name, person: `z${made}`, display_name: '赵敏', roles: [...wanted], proof }
    const answer = await officer.call('account.create', { body })
    if (!answer.ok) throw new Error(answer.problem.code)
    return { name, id: answer.value.account, secret: answer.value.proof.secret }
  }

  test('are opened with an initial password that its owner must change, and that ends soon [V6.4.1, V6.4.6]', async () => {
    const officer = await openOfficer()
    const { name, secret } = await create(officer, 'password')
    const { browser, answer } = await tryPassword(name, secret)
    expect(answer).toMatchObject({ status: 201 })
    expect(await browser.call('me.read', {})).toMatchObject({ value: { pending: 'password' } })
    for (const id of ['token.list', 'second_factor.start'] as const) {
      expect(await browser.call(id, {})).toMatchObject({ problem: { code: 'password_change_required' } })
    }
    expect(await browser.call('password.change', { body: { old: secret, new: next } })).toMatchObject({
      status: 200,
    })
    expect(await browser.call('token.list', {})).toMatchObject({ status: 200 })
    expect((await tryPassword(name, secret)).answer).toMatchObject({ status: 401 })
    expect((await tryPassword(name, next)).answer).toMatchObject({ status: 201 })
    const late = await create(officer, 'password')
    wait(24 * hour)
    expect((await tryPassword(late.name, late.secret)).answer).toMatchObject({ status: 401 })
  })

  test('are opened with a link that sets a password once and ends soon [V6.4.1, V6.4.3]', async () => {
    const officer = await openOfficer()
    const { name, secret } = await create(officer, 'link')
    const stranger = openBrowser(service.application)
    const weak = { link: secret, new: '12345678' }
    expect(await stranger.call('password.redeem', { body: weak })).toMatchObject({
      problem: { code: 'password_weak' },
    })
    const body = { link: secret, new: next }
    const both = await Promise.all([1, 2].map(() => stranger.call('password.redeem', { body })))
    expect(both.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([204, 410])
    expect((await tryPassword(name, next)).answer).toMatchObject({ status: 201 })
    const late = await create(officer, 'link')
    wait(24 * hour)
    expect(await stranger.call('password.redeem', { body: { link: late.secret, new: next } })).toMatchObject({
      problem: { code: 'link_ended' },
    })
  })

  test('have their password reset without the officer ever choosing it; sessions and tokens end [V6.4.6, V7.4.1]', async () => {
    const officer = await openOfficer()
    const owner = await openSignedIn(service, ['analyst'])
    const ends_at = new Date(clock.now() + 24 * hour).toISOString()
    const token = await owner.call('token.create', { body: { name: 't', scopes: ['me.read'], ends_at } })
    if (!token.ok) throw new Error(token.problem.code)
    const machine = openBrowser(service.application, { token: token.value.secret })
    expect(await machine.call('me.read', {})).toMatchObject({ status: 200 })
    const params = { account: owner.id }
    const reset = await officer.call('account.reset_password', { params, body: { proof: 'link', reason } })
    if (!reset.ok) throw new Error(reset.problem.code)
    expect(await owner.call('me.read', {})).toMatchObject({ status: 401 })
    expect(await machine.call('me.read', {})).toMatchObject({ status: 401 })
    expect((await tryPassword(owner.name, testPassword)).answer).toMatchObject({ status: 401 })
    await owner.call('password.redeem', { body: { link: reset.value.secret, new: next } })
    expect((await tryPassword(owner.name, next)).answer).toMatchObject({ status: 201 })
  })

  test('that are disabled sign in no more and lose sessions and tokens at once [V7.4.2]', async () => {
    const officer = await openOfficer()
    const owner = await openSignedIn(service, ['analyst'])
    const params = { account: owner.id }
    await officer.call('account.disable', { params, body: { reason } })
    expect(await owner.call('me.read', {})).toMatchObject({ status: 401 })
    expect((await tryPassword(owner.name, testPassword)).answer).toMatchObject({
      problem: { code: 'sign_in_refused' },
    })
    expect(await officer.call('account.read', { params })).toMatchObject({ value: { is_disabled: true } })
    await officer.call('account.enable', { params })
    expect((await tryPassword(owner.name, testPassword)).answer).toMatchObject({ status: 201 })
  })

  test('have their roles changed by another: sessions end, and the new roles count [V7.4.5, V8.2.1]', async () => {
    const officer = await openOfficer()
    const owner = await openSignedIn(service, ['analyst'])
    expect(await owner.call('audit.list', { query: {} })).toMatchObject({ status: 403 })
    const params = { account: owner.id }
    const body = { roles: ['auditor' as const], reason }
    expect(await officer.call('account.change_roles', { params, body })).toMatchObject({ status: 204 })
    expect(await owner.call('me.read', {})).toMatchObject({ status: 401 })
    const { browser } = await tryPassword(owner.name, testPassword)
    expect(await browser.call('audit.list', { query: {} })).toMatchObject({ status: 200 })
  })

  test('are never changed by their own owner, whose roles they would raise [V2.3.1]', async () => {
    const officer = await openOfficer()
    const params = { account: officer.id }
    const answers = [
      await officer.call('account.change_roles', { params, body: { roles: ['analyst'], reason } }),
      await officer.call('account.disable', { params, body: { reason } }),
      await officer.call('account.enable', { params }),
      await officer.call('account.reset_password', { params, body: { proof: 'link', reason } }),
      await officer.call('account.reset_second_factor', { params }),
    ]
    for (const answer of answers) expect(answer).toMatchObject({ problem: { code: 'account_own' } })
  })

  test('never combine the administrations of system, security and audit (三员分立)', async () => {
    const officer = await openOfficer()
    const owner = await openSignedIn(service, ['analyst'])
    const pairs = [
      ['administrator', 'auditor'],
      ['administrator', 'security_administrator'],
      ['auditor', 'security_administrator'],
    ] as const
    for (const pair of pairs) {
      const params = { account: owner.id }
      const changed = await officer.call('account.change_roles', {
        params,
        body: { roles: [...pair], reason },
      })
      expect(changed).toMatchObject({ problem: { code: 'roles_separate' } })
      await expect(create(officer, 'link', pair)).rejects.toThrow('roles_separate')
      // However they came together in the database: none of them counts.
      const both = await openSignedIn(service, [...pair, 'analyst'])
      expect(await both.call('me.read', {})).toMatchObject({ value: { roles: ['analyst'] } })
    }
  })

  test('are the security administrator’s alone: no other role, nobody, and no token reaches them [V8.2.1]', async () => {
    const owner = await makeTestAccount(service.tenant)
    const params = { account: owner.id }
    const body = { name: 'x1', person: 'x', display_name: 'x', roles: [], proof: 'link' as const }
    const others = roles.filter((role) => role !== 'security_administrator')
    const browsers = [openBrowser(service.application)]
    for (const role of others) browsers.push(await openSignedIn(service, [role]))
    for (const browser of browsers) {
      const answers = [
        await browser.call('account.list', { query: {} }),
        await browser.call('account.read', { params }),
        await browser.call('account.create', { body }),
        await browser.call('account.change_roles', { params, body: { roles: [], reason } }),
        await browser.call('account.disable', { params, body: { reason } }),
        await browser.call('account.enable', { params }),
        await browser.call('account.unlock', { params }),
        await browser.call('account.reset_password', { params, body: { proof: 'link', reason } }),
        await browser.call('account.reset_second_factor', { params }),
        await browser.call('account.end_sessions', { params }),
      ]
      for (const { status } of answers) expect([401, 403]).toContain(status)
    }
  }, 30_000)

  test('are changed only after a fresh proof [V7.5.1, V7.5.3]', async () => {
    const officer = await openOfficer()
    const owner = await makeTestAccount(service.tenant)
    wait(5 * minute)
    const params = { account: owner.id }
    const asked = { params, body: { roles: ['auditor' as const], reason } }
    expect(await officer.call('account.change_roles', asked)).toMatchObject({
      problem: { code: 'reauthentication_required' },
    })
    await officer.call('session.confirm', { body: { password: testPassword } })
    expect(await officer.call('account.change_roles', asked)).toMatchObject({ status: 204 })
  })

  test('are unlocked, and have their sessions ended and a lost authenticator taken away [V7.4.5, V6.5.6]', async () => {
    const { database, district } = service.tenant
    const strict = await openSignInService(database, clock, {
      environment: { DUIBIAO_SIGN_IN_ATTEMPTS: '2' },
    })
    try {
      const officer = await openSignedIn(strict, ['security_administrator'])
      const owner = await openSignedIn(strict)
      const params = { account: owner.id }
      const stranger = openBrowser(strict.application)
      const body = { account: owner.name, password: 'x' }
      for (let n = 0; n < 3; n += 1) await stranger.call('session.open', { body })
      const right = { body: { ...body, password: testPassword } }
      expect(await stranger.call('session.open', right)).toMatchObject({
        problem: { code: 'sign_in_locked' },
      })
      expect(await officer.call('account.read', { params })).toMatchObject({ value: { failures: 2 } })
      expect(await officer.call('account.unlock', { params })).toMatchObject({ status: 204 })
      expect(await stranger.call('session.open', right)).toMatchObject({ status: 201 })
      expect(await officer.call('account.end_sessions', { params })).toMatchObject({ status: 204 })
      expect(await stranger.call('me.read', {})).toMatchObject({ status: 401 })
      const change = { codeSecret: 'sealed' }
      await changeAccount(database, district, { id: owner.id, change, now: clock.now() })
      expect(await stranger.call('session.open', right)).toMatchObject({ problem: { code: 'code_required' } })
      expect(await officer.call('account.reset_second_factor', { params })).toMatchObject({ status: 204 })
      expect(await stranger.call('session.open', right)).toMatchObject({ status: 201 })
    } finally {
      await strict.close()
    }
  }, 60_000)

  test('have names of their own, and a resident’s account gets no role of staff [V6.3.4]', async () => {
    const officer = await openOfficer()
    const { name } = await create(officer, 'link')
    const body = { name, person: 'p', display_name: 'p', roles: [], proof: 'link' as const }
    expect(await officer.call('account.create', { body })).toMatchObject({
      problem: { code: 'account_exists' },
    })
    const resident = await makeTestAccount(service.tenant, ['resident'])
    const params = { account: resident.id }
    const answer = await officer.call('account.change_roles', {
      params,
      body: { roles: ['analyst'], reason },
    })
    expect(answer).toMatchObject({ status: 404 })
  })

  test('are listed by name, role and state, page by page, without a secret in them [V15.3.1]', async () => {
    const { database, district, now, random } = service.tenant
    const officer = await openOfficer()
    const names = ['page1', 'page2', 'page3'].map((name) => `aaa-${name}`)
    const accounts = names.map((name) => ({ name, person: name, displayName: name, roles: ['leader'] }))
    await addAccounts(database, district, { accounts, now: now(), random })
    const first = await officer.call('account.list', { query: { role: 'leader', limit: 2 } })
    if (!first.ok) throw new Error(first.problem.code)
    expect(first.value.rows.map(({ name }) => name)).toEqual(names.slice(0, 2))
    const { next: after } = first.value
    const second = await officer.call('account.list', {
      query: { role: 'leader', limit: 2, after: after ?? '' },
    })
    if (!second.ok) throw new Error(second.problem.code)
    expect(second.value.rows[0]?.name).toBe(names[2])
    const all = await officer.call('account.list', { query: { limit: 200 } })
    expect(JSON.stringify(all)).not.toMatch(/argon2|code_secret/)
    const disabled = await officer.call('account.list', { query: { is_disabled: true } })
    expect(disabled).toMatchObject({ value: { rows: [] } })
  })

  test('changes are in the audit with who, what, before and after [V16.3.1]', async () => {
    const officer = await openOfficer()
    const { id } = await create(officer, 'link')
    const params = { account: id }
    await officer.call('account.change_roles', { params, body: { roles: ['auditor'], reason } })
    await officer.call('account.disable', { params, body: { reason } })
    await officer.call('account.enable', { params })
    await officer.call('account.unlock', { params })
    const { database, district } = service.tenant
    const events = await listAuditEvents(database, district, { subject: id })
    expect(events.toReversed().map(({ kind }) => kind)).toEqual([
      'account.created',
      'account.roles_changed',
      'account.disabled',
      'account.enabled',
      'account.unlocked',
    ])
    expect(events.every(({ actor, actorName }) => actor === officer.id && actorName === officer.name)).toBe(
      true,
    )
    const changed = events.find(({ kind }) => kind === 'account.roles_changed')
    expect(JSON.parse(changed?.detail ?? '')).toEqual({ from: ['analyst'], to: ['auditor'], reason })
  })
})
