import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { openSignedIn, openSignInService } from './test-account.ts'
import type { SignInService } from './test-account.ts'
import { openBrowser } from './test-browser.ts'

describeOnBoth('the list of accounts', (open) => {
  let service: SignInService
  let clock: FixedClock

  beforeAll(async () => {
    const { database } = await open()
    clock = makeFixedClock()
    service = await openSignInService(database, clock)
  }, 60_000)

  afterAll(() => service.close())

  test('tells when an owner signed in last and how many sessions are open, and finds by name', async () => {
    const officer = await openSignedIn(service, ['security_administrator'])
    const name = 'zhaomin'
    const body = {
      name,
      person: 'z1',
      display_name: '赵敏',
      roles: ['analyst' as const],
      proof: 'password' as const,
    }
    const made = await officer.call('account.create', { body })
    if (!made.ok) throw new Error(made.problem.code)
    const { account, proof } = made.value
    const unused = await officer.call('account.read', { params: { account } })
    expect(unused).toMatchObject({ value: { sessions: 0 } })
    expect(JSON.stringify(unused)).not.toContain('signed_in_at')
    await openBrowser(service.application).call('session.open', {
      body: { account: name, password: proof.secret },
    })
    const signedIn = new Date(clock.now()).toISOString()
    const row = { account, sessions: 1, signed_in_at: signedIn }
    for (const text of ['zhao', '敏']) {
      const found = await officer.call('account.list', { query: { name: text, is_staff: true } })
      expect(found).toMatchObject({ value: { rows: [row] } })
    }
    const residents = await officer.call('account.list', { query: { name, is_staff: false } })
    expect(residents).toMatchObject({ value: { rows: [] } })
    const left = await officer.call('account.list', { query: { has_left: true } })
    expect(left).toMatchObject({ value: { rows: [] } })
  })
})
