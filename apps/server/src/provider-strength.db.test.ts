import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { addAccounts } from '@duibiao/store'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { generateSync } from 'otplib'
import { externalIdOf } from './provider-sign-in.ts'
import { openSignInService } from './test-account.ts'
import type { SignInService } from './test-account.ts'
import { openBrowser } from './test-browser.ts'
import { comeBack, settingsOf, startAtProvider } from './test-provider-sign-in.ts'
import { startForgingProvider } from './test-provider.ts'
import type { ForgingProvider } from './test-provider.ts'

describeOnBoth('how strongly a provider proves somebody', (open) => {
  let provider: ForgingProvider
  let believing: SignInService
  let doubting: SignInService
  let clock: FixedClock

  beforeAll(async () => {
    const { database } = await open()
    clock = makeFixedClock()
    provider = await startForgingProvider()
    const strict = { DUIBIAO_SECOND_FACTOR: 'on' }
    believing = await openSignInService(database, clock, {
      environment: settingsOf(provider.issuer, { ...strict, DUIBIAO_PROVIDER_STRENGTH: 'urn:two, mfa' }),
    })
    doubting = await openSignInService(database, clock, { environment: settingsOf(provider.issuer, strict) })
    const { district, random } = believing.tenant
    for (const subject of ['strong', 'plain']) {
      const externalId = externalIdOf(provider.issuer, subject)
      const account = { name: subject, person: subject, displayName: subject, roles: ['analyst'], externalId }
      await addAccounts(database, district, { accounts: [account], now: clock.now(), random })
    }
  }, 60_000)

  afterAll(async () => {
    await believing.close()
    await doubting.close()
    await provider.close()
  })

  async function enter(service: SignInService, claims: Readonly<Record<string, unknown>>) {
    provider.forge({ claims })
    const browser = openBrowser(service.application)
    const address = await startAtProvider(browser)
    const answer = await comeBack(browser, provider.returnFrom(address))
    return { browser, answer, asked: new URL(address).searchParams }
  }

  test('is what its token states, where the settings name what that has to be: less is refused [V6.8.4] [V6.3.3]', async () => {
    for (const stated of [{ acr: 'urn:two' }, { amr: ['pwd', 'mfa'] }]) {
      const { browser, answer, asked } = await enter(believing, { sub: 'strong', ...stated })
      expect(asked.get('acr_values')).toBe('urn:two mfa')
      expect(answer.statusCode).toBe(303)
      expect(await browser.call('token.list', {})).toMatchObject({ status: 200 })
    }
    for (const stated of [{}, { acr: 'urn:one' }, { amr: ['pwd'] }, { amr: 'mfa' }, { acr: ['urn:two'] }]) {
      const { answer } = await enter(believing, { sub: 'strong', ...stated })
      expect(answer.json()).toMatchObject({ status: 401, code: 'provider_refused' })
    }
  })

  test('counts as one factor where they do not, whatever it states: the code of an authenticator of ours is the other [V6.8.4]', async () => {
    const stated = { sub: 'plain', acr: 'urn:two', amr: ['mfa'] }
    const first = (await enter(doubting, stated)).browser
    expect(await first.call('me.read', {})).toMatchObject({ value: { pending: 'second_factor' } })
    expect(await first.call('token.list', {})).toMatchObject({ problem: { code: 'second_factor_required' } })
    const begun = await first.call('second_factor.start', {})
    if (!begun.ok) throw new Error(begun.problem.code)
    function code(): string {
      return generateSync({
        secret: begun.ok ? begun.value.secret : '',
        epoch: Math.floor(clock.now() / 1000),
      })
    }
    expect(await first.call('second_factor.confirm', { body: { code: code() } })).toMatchObject({ ok: true })
    // From now on each sign-in there is confirmed here; until then it opens nothing and takes no authenticator away.
    clock.jumpTo(instantOf(clock.now() + 60_000))
    const { browser } = await enter(doubting, stated)
    expect(await browser.call('token.list', {})).toMatchObject({
      problem: { code: 'second_factor_required' },
    })
    for (const id of ['second_factor.start', 'second_factor.remove'] as const)
      expect(await browser.call(id, {})).toMatchObject({ ok: false })
    expect(await browser.call('session.confirm', { body: { password: 'any' } })).toMatchObject({
      problem: { code: 'code_required' },
    })
    clock.jumpTo(instantOf(clock.now() + 1000))
    expect(await browser.call('session.confirm', { body: { code: code() } })).toMatchObject({ ok: true })
    expect(await browser.call('token.list', {})).toMatchObject({ status: 200 })
  })
})
